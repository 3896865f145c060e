// RUN: %verify %s
// RUN: %verify19 %s
//
// An irqsave section that outlives the counted one it was begun in: the flags
// say that interrupts were off, and the end of the count has given them back.

#include "kernel.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	int jobs;
};

void outlives_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irq_disable(&d->lock);
	spin_lock_irqsave(&d->other, flags);
	spin_unlock_irq_enable(&d->lock);
	d->jobs++;
	spin_unlock_irqrestore(&d->other, flags); // expected-warning {{spin_unlock_irqrestore() restores flags that say disabled, but spin_unlock_irq_enable() already restored the caller's state; restore the last saved first [pvops-restore-disables]}}
}

/* Counted inside, it may be hand over hand. */
void outlives_good(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_lock_irq_disable(&d->other);
	spin_unlock_irq_enable(&d->lock);
	d->jobs++;
	spin_unlock_irq_enable(&d->other);
}

/* The count was not zero before: it gives back "off". */
void nested_good(struct dev *d)
{
	unsigned long flags;

	local_interrupt_disable();
	spin_lock_irq_disable(&d->lock);
	spin_lock_irqsave(&d->other, flags);
	spin_unlock_irq_enable(&d->lock);
	d->jobs++;
	spin_unlock_irqrestore(&d->other, flags);
	local_interrupt_enable();
}
