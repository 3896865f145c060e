/* Xen: a restore goes both ways, through IF of the word alone. */
// RUN: %verify -fplugin-arg-pvlint-contract=xen %s
// RUN: %verify19 -fplugin-arg-pvlint-contract=xen %s
#include "xen.h"

extern void work(void);

/* The restore disables: what Linux may not rely on, Xen may. */
void opens_for_a_while(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags);
}

/* Nor are cli and sti a detour around anything. */
void own_flags(void)
{
	local_irq_disable();
	work();
	local_irq_enable();
}

void never_saved(spinlock_t *lock, int all)
{
	unsigned long flags;

	if (all)
		spin_lock_irqsave(lock, flags);
	work();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-foreign-flags]}}
}

int early_return(spinlock_t *lock, int all)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!all)
		return -22; // expected-warning {{[pvops-unrestored-flags]}}
	work();
	local_irq_restore(flags);
	return 0;
}

int no_early_return(spinlock_t *lock, int all)
{
	unsigned long flags;

	local_irq_save(flags);
	if (all)
		work();
	local_irq_restore(flags);
	return all ? 0 : -22;
}

/* Xen has no test of a word, and no other read of the register. */
void looks_at_all(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (flags) // expected-warning {{branch depends on every bit but IF of saved flags; only IF is defined, under a hypervisor the rest is garbage and the branch goes either way; test IF only [pvops-save-fl-bits, proven]}}
		work();
	spin_unlock_irqrestore(lock, flags);
}

void looks_at_if(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (flags & X86_EFLAGS_IF)
		work();
	spin_unlock_irqrestore(lock, flags);
}

/* Saved twice into one variable. */
void twice(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	spin_lock_irqsave(b, flags); // expected-warning {{[pvops-flags-clobbered]}}
	work();
	spin_unlock_irqrestore(b, flags);
	spin_unlock_irqrestore(a, flags);
}

void two_words(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags, inner;

	spin_lock_irqsave(a, flags);
	spin_lock_irqsave(b, inner);
	work();
	spin_unlock_irqrestore(b, inner);
	spin_unlock_irqrestore(a, flags);
}
