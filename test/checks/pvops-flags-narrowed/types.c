// RUN: %verify %s
// RUN: %verify19 %s
//
// C7: a word in a type that is too narrow for it.  IF is bit 9: eight bits and
// a bool lose it, an int keeps it on this architecture.

#include "kernel.h"

extern void work(void);

void byte(spinlock_t *a)
{
	u8 flags;

	spin_lock_irqsave(a, flags); // expected-warning {{'flags' has an unsigned 8-bit type but holds saved flags: bit 9 is lost and spin_unlock_irqrestore() leaves interrupts disabled; declare it unsigned long [pvops-flags-narrowed, proven]}}
	work();
	spin_unlock_irqrestore(a, flags);
}

void one_bit(void)
{
	bool flags;

	local_irq_save(flags); // expected-warning {{'flags' has a single bit}}
	work();
	local_irq_restore(flags);
}

void integer(spinlock_t *a)
{
	int flags;

	spin_lock_irqsave(a, flags); // expected-warning {{'flags' has a signed 32-bit type but holds saved flags: its sign fills the upper bits when spin_unlock_irqrestore() restores it; declare it unsigned long [pvops-flags-narrowed]}}
	work();
	spin_unlock_irqrestore(a, flags);
}

void two_bytes(void)
{
	u16 flags = arch_local_irq_save(); // expected-warning {{'flags' has an unsigned 16-bit type}}

	work();
	arch_local_irq_restore(flags);
}

void through_a_cast(spinlock_t *a)
{
	unsigned long flags, kept;

	spin_lock_irqsave(a, flags);
	kept = (unsigned char)flags; // expected-warning {{'kept' has an unsigned 8-bit type}}
	spin_unlock_irqrestore(a, kept);
}

/* One declaration, one report. */
void two_sections(spinlock_t *a)
{
	unsigned int flags;

	spin_lock_irqsave(a, flags); // expected-warning {{'flags' has an unsigned 32-bit type}}
	work();
	spin_unlock_irqrestore(a, flags);
	spin_lock_irqsave(a, flags);
	spin_unlock_irqrestore(a, flags);
}

void on_one_path(spinlock_t *a, int c)
{
	unsigned long flags;
	u8 copy;

	spin_lock_irqsave(a, flags);
	copy = flags; // expected-warning {{[pvops-flags-narrowed, proven]}}
	if (c)
		spin_unlock_irqrestore(a, copy);
	else
		spin_unlock_irqrestore(a, flags);
}

/* Asked for IF, which is gone. */
int tested(void)
{
	u8 flags;
	int off;

	local_save_flags(flags); // expected-warning {{'flags' has an unsigned 8-bit type but holds saved flags: bit 9 is lost and irqs_disabled_flags() no longer sees it; declare it unsigned long [pvops-flags-narrowed, proven]}}
	off = irqs_disabled_flags(flags);
	return off;
}

int masked(void)
{
	u8 flags = arch_local_save_flags(); // expected-warning {{[pvops-flags-narrowed, proven]}}

	return flags & X86_EFLAGS_IF;
}

/* Right. */
void whole(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	work();
	spin_unlock_irqrestore(a, flags);
}

void same_size(spinlock_t *a)
{
	u64 flags;

	flags = arch_local_irq_save();
	work();
	arch_local_irq_restore(flags);
}

/* IF is read out of the word; what holds it needs one bit. */
bool was_on(void)
{
	unsigned long flags;
	u8 on, also;

	local_save_flags(flags);
	on = (flags >> 9) & 1;
	also = !!(flags & X86_EFLAGS_IF);
	return on && also;
}

int off_now(spinlock_t *a)
{
	unsigned long flags;
	bool off;

	spin_lock_irqsave(a, flags);
	off = irqs_disabled_flags(flags);
	spin_unlock_irqrestore(a, flags);
	return off;
}

/* Narrow, and never used as a word again. */
u8 low_byte_of_register(void)
{
	u8 arithmetic = native_save_fl();

	return arithmetic & 1;
}

/* Not a word at all. */
void other_flags(spinlock_t *a, int gfp)
{
	unsigned long flags;
	int mode = gfp | 1;

	spin_lock_irqsave(a, flags);
	if (mode & 2)
		work();
	spin_unlock_irqrestore(a, flags);
}
