// RUN: %verify %s
// RUN: %verify19 %s

// A field gets some bits of before and some of elsewhere: a test of one sees where it comes from.

#include "kernel.h"

struct dev { spinlock_t lock; unsigned caps; };

void kept(struct dev *d, unsigned new)
{
	unsigned long flags;

	if (d->caps & 0x10)
		spin_lock_irqsave(&d->lock, flags);
	d->caps = (d->caps & 0xf0) | (new & 0xf);
	if (d->caps & 0x10)
		spin_unlock_irqrestore(&d->lock, flags);
}

void replaced(struct dev *d, unsigned new)
{
	unsigned long flags;

	if (d->caps & 0x10)
		spin_lock_irqsave(&d->lock, flags);
	d->caps = (d->caps & 0xf) | (new & 0xf0);
	if (d->caps & 0x10)
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-foreign-flags]}}
} // expected-warning {{replaced() returns with interrupts disabled}}
