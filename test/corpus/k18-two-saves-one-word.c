// RUN: %verify %s
// RUN: %verify19 %s
//
// K18: ibmvnic_remove(), 5.12-rc, took two locks with irqsave into the same
// variable.  The second save overwrites the caller's state with "off", so
// after both unlocks interrupts stay off for good on this processor.
// (That they do may be said once more, at the end of the function.)
// expected-warning@* 0-1 {{[pvops-unrestored-flags]}}

#include "kernel.h"

struct adapter {
	spinlock_t state_lock;
	spinlock_t rwi_lock;
	int state;
};

void remove_bad(struct adapter *a)
{
	unsigned long flags;

	spin_lock_irqsave(&a->state_lock, flags);
	/* A reset may be queued right now: wait for it. */
	spin_lock_irqsave(&a->rwi_lock, flags); // expected-warning {{[pvops-flags-clobbered]}}
	a->state = 3;
	spin_unlock_irqrestore(&a->rwi_lock, flags);
	spin_unlock_irqrestore(&a->state_lock, flags);
}

void remove_fixed(struct adapter *a)
{
	unsigned long flags;

	spin_lock_irqsave(&a->state_lock, flags);
	spin_lock(&a->rwi_lock);
	a->state = 3;
	spin_unlock(&a->rwi_lock);
	spin_unlock_irqrestore(&a->state_lock, flags);
}

/* One variable, used twice in turn: each word is restored before the next. */
void remove_in_turn(struct adapter *a)
{
	unsigned long flags;

	spin_lock_irqsave(&a->state_lock, flags);
	a->state = 3;
	spin_unlock_irqrestore(&a->state_lock, flags);

	spin_lock_irqsave(&a->rwi_lock, flags);
	a->state = 4;
	spin_unlock_irqrestore(&a->rwi_lock, flags);
}
