// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 where the restore is a guard's destructor: something in its scope turned
// interrupts on.  Reported where the scope is left.

#include "kernel.h"

// expected-warning@* 5 {{[pvops-restore-disables]}}

extern void work(void);

void enabled_in_guard(raw_spinlock_t *lock)
{
	guard(raw_spinlock_irqsave)(lock);

	local_irq_enable();
	work();
}

void nested_pair_in_guard(spinlock_t *outer, spinlock_t *inner)
{
	guard(spinlock_irqsave)(outer);

	spin_lock_irq(inner);
	work();
	spin_unlock_irq(inner);
}

void scoped(spinlock_t *inner, int n)
{
	scoped_guard(irqsave) {
		if (n) {
			spin_lock_irq(inner);
			spin_unlock_irq(inner);
		}
	}
	work();
}

int early_return(raw_spinlock_t *lock, int n)
{
	guard(raw_spinlock_irqsave)(lock);

	if (n) {
		local_irq_enable();
		return n;
	}
	work();
	return 0;
}

void guard_in_guard(raw_spinlock_t *outer, raw_spinlock_t *inner)
{
	guard(raw_spinlock_irqsave)(outer);
	guard(raw_spinlock_irq)(inner);
	work();
}
