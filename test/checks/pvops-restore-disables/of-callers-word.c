// RUN: %verify %s
// RUN: %verify19 %s
//
// The word comes from callers in other files, and this function turns interrupts
// on before it restores it: whoever saved it with interrupts off is let down.

#include "kernel.h"

void release_bad(spinlock_t *a, spinlock_t *b, unsigned long flags)
{
	spin_unlock_irq(a);
	spin_unlock_irqrestore(b, flags); // expected-warning {{[pvops-restore-disables]}}
}

void release_good(spinlock_t *a, spinlock_t *b, unsigned long flags)
{
	spin_unlock(a);
	spin_unlock_irqrestore(b, flags);
}

void reopen_good(spinlock_t *a, spinlock_t *b, unsigned long flags)
{
	spin_unlock_irq(a);
	spin_lock_irq(a);
	spin_unlock(a);
	spin_unlock_irqrestore(b, flags);
}
