// RUN: %verify %s
// RUN: %verify19 %s

// Two bits are tested together, and then each by itself, or the other way round.

#include "kernel.h"

struct dev { spinlock_t lock; int n; };

void both(struct dev *d, unsigned int m)
{
	unsigned long flags;

	if ((m & 3) == 3)
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if ((m & 1) && (m & 2))
		spin_unlock_irqrestore(&d->lock, flags);
}

void either(struct dev *d, unsigned int m)
{
	unsigned long flags;

	if (m & 3)
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if ((m & 1) || (m & 2))
		spin_unlock_irqrestore(&d->lock, flags);
}

void alone_first(struct dev *d, unsigned int m)
{
	unsigned long flags;

	if ((m & 1) && (m & 2))
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if ((m & 3) == 3)
		spin_unlock_irqrestore(&d->lock, flags);
}

void one_of_two(struct dev *d, unsigned int m)
{
	unsigned long flags;

	if ((m & 3) == 1)
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if ((m & 1) && !(m & 2))
		spin_unlock_irqrestore(&d->lock, flags);
}

// One bit is not what both are.
void one_too_few(struct dev *d, unsigned int m)
{
	unsigned long flags;

	if ((m & 3) == 3)
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if (m & 1)
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{uninitialized}}
}

void another_bit(struct dev *d, unsigned int m)
{
	unsigned long flags;

	if (m & 3)
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if ((m & 1) || (m & 4))
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{uninitialized}}
} // expected-warning {{another_bit() returns with interrupts disabled}}
