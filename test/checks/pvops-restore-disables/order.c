// RUN: %verify %s
// RUN: %verify19 %s
//
// Two irqsave sections, closed in the order they were opened: the first restore
// goes back to the caller's state, so the rest of the second section runs with
// interrupts on, and its restore would have to turn them off.

#include "kernel.h"

void crossed_bad(spinlock_t *a, spinlock_t *b)
{
	unsigned long outer, inner;

	spin_lock_irqsave(a, outer);
	spin_lock_irqsave(b, inner);
	spin_unlock_irqrestore(a, outer);
	spin_unlock_irqrestore(b, inner); // expected-warning {{[pvops-restore-disables]}}
}

void nested_good(spinlock_t *a, spinlock_t *b)
{
	unsigned long outer, inner;

	spin_lock_irqsave(a, outer);
	spin_lock_irqsave(b, inner);
	spin_unlock_irqrestore(b, inner);
	spin_unlock_irqrestore(a, outer);
}

/* The locks may cross, if the words do not. */
void hand_over_good(spinlock_t *a, spinlock_t *b)
{
	unsigned long outer, inner;

	spin_lock_irqsave(a, outer);
	spin_lock_irqsave(b, inner);
	spin_unlock_irqrestore(a, inner);
	spin_unlock_irqrestore(b, outer);
}
