// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 in one function, straight: save, enable, restore.  Since 5.12 restore on
// x86 only ever enables; the section the author meant to close, or the state
// the caller had, is lost.

#include "kernel.h"

extern void work(void);

/* Saved with interrupts off for certain: the word says "off". */
void off_saved_on_restored(void)
{
	unsigned long flags;

	local_irq_disable();
	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}
}

void save_flags_enable(void)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void irqsave_enable(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void raw_pair(void)
{
	unsigned long flags;

	raw_local_irq_save(flags);
	raw_local_irq_enable();
	raw_local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void arch_pair(void)
{
	unsigned long flags = arch_local_irq_save();

	arch_local_irq_enable();
	arch_local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void native_pair(void)
{
	unsigned long flags = native_local_irq_save();

	native_irq_enable();
	work();
	native_local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void locks(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	spin_lock_irq(b);
	work();
	spin_unlock_irq(b);
	spin_unlock_irqrestore(a, flags); // expected-warning {{[pvops-restore-disables]}}
}

void raw_locks(raw_spinlock_t *a, raw_spinlock_t *b)
{
	unsigned long flags;

	raw_spin_lock_irqsave(a, flags);
	raw_spin_lock_irq(b);
	raw_spin_unlock_irq(b);
	raw_spin_unlock_irqrestore(a, flags); // expected-warning {{[pvops-restore-disables]}}
}

void rwlocks(rwlock_t *a, rwlock_t *b)
{
	unsigned long flags;

	write_lock_irqsave(a, flags);
	read_lock_irq(b);
	read_unlock_irq(b);
	write_unlock_irqrestore(a, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The inner section is closed right, the outer one is not. */
void nested_sections(spinlock_t *a, raw_spinlock_t *b)
{
	unsigned long outer, inner;

	spin_lock_irqsave(a, outer);
	raw_spin_lock_irqsave(b, inner);
	work();
	raw_spin_unlock_irqrestore(b, inner);
	local_irq_enable();
	work();
	spin_unlock_irqrestore(a, outer); // expected-warning {{[pvops-restore-disables]}}
}

/* The enable is in the inner section; its word says "off". */
void enabled_in_the_inner(spinlock_t *a, raw_spinlock_t *b)
{
	unsigned long outer, inner;

	spin_lock_irqsave(a, outer);
	raw_spin_lock_irqsave(b, inner);
	local_irq_enable();
	work();
	raw_spin_unlock_irqrestore(b, inner); // expected-warning {{[pvops-restore-disables, proven]}}
	spin_unlock_irqrestore(a, outer);
}

/* The restore itself, spelled as a test of the word: no need to disable. */
void open_coded(void)
{
	unsigned long flags;

	local_irq_save(flags);
	work();
	if (flags & X86_EFLAGS_IF)
		local_irq_enable();
}

/* Two sections in a row; only the second is wrong. */
void second_of_two(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	work();
	spin_unlock_irqrestore(a, flags);

	spin_lock_irqsave(a, flags);
	spin_unlock_irq(a);
	spin_lock(a);
	spin_unlock_irqrestore(a, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Enabled after the restore: too late to matter. */
void enabled_after(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	work();
	spin_unlock_irqrestore(a, flags);
	local_irq_enable();
}

/* Enabled before the save: the word says "on". */
void enabled_before(spinlock_t *a)
{
	unsigned long flags;

	local_irq_enable();
	spin_lock_irqsave(a, flags);
	work();
	spin_unlock_irqrestore(a, flags);
}
