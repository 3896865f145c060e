// RUN: %verify %s
// RUN: %verify19 %s

// A helper drops its caller's lock for a while: what it does before that, it
// does with interrupts disabled.

#include "kernel.h"

struct dev { spinlock_t lock; void *p; int full; };

static void refill_before(struct dev *d)
{
	d->p = kmalloc(5, GFP_KERNEL);
	spin_unlock_irq(&d->lock);
	spin_lock_irq(&d->lock);
}

void allocates_too_soon(struct dev *d)
{
	spin_lock_irq(&d->lock);
	refill_before(d); // expected-warning {{refill_before() (kmalloc() on line 13 in refill_before()) may sleep with interrupts disabled by spin_lock_irq()}}
	spin_unlock_irq(&d->lock);
}

static void refill_between(struct dev *d)
{
	spin_unlock_irq(&d->lock);
	d->p = kmalloc(5, GFP_KERNEL);
	spin_lock_irq(&d->lock);
}

void allocates_between(struct dev *d)
{
	spin_lock_irq(&d->lock);
	refill_between(d);
	spin_unlock_irq(&d->lock);
}
