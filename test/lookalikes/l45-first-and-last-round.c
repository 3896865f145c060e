// RUN: %verify %s
// RUN: %verify19 %s

// The first round of a loop takes the lock, and the last one releases it.

#include "kernel.h"

struct dev { spinlock_t lock; int count, state; };

void step(struct dev *d);

int one_before_the_end(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n; i++) {
		if (i == 0)
			spin_lock_irqsave(&d->lock, flags);
		step(d);
		if (i == n - 1)
			spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0;
}

int the_next_one_is_the_end(struct dev *d, unsigned int n)
{
	unsigned long flags;
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (!i)
			spin_lock_irqsave(&d->lock, flags);
		step(d);
		if (i + 1 == n)
			spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0;
}

int more_to_come(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n; i++) {
		if (!i)
			spin_lock_irqsave(&d->lock, flags);
		step(d);
		if (i + 1 < n)
			continue;
		spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0;
}

int counted_in_the_body(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n;) {
		if (!i)
			spin_lock_irqsave(&d->lock, flags);
		step(d);
		if (++i == n)
			spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0;
}

int taken_before(struct dev *d, unsigned int n)
{
	unsigned long flags;
	unsigned int i;

	if (!n)
		return 0;
	spin_lock_irqsave(&d->lock, flags);
	for (i = 0; i < n; i++) {
		step(d);
		if (i == n - 1)
			spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0;
}

int counting_down(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = n; i > 0; i--) {
		if (i == n)
			spin_lock_irqsave(&d->lock, flags);
		step(d);
		if (i == 1)
			spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0;
}

// The last but one round releases the lock, and there may be one round only.
int the_round_before(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n; i++) {
		if (i == 0)
			spin_lock_irqsave(&d->lock, flags);
		step(d);
		if (i == n - 2)
			spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0; // expected-warning {{the_round_before() returns with interrupts disabled by spin_lock_irqsave()}}
}

// A break leaves the loop before.
int left_early(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n; i++) {
		if (i == 0)
			spin_lock_irqsave(&d->lock, flags);
		if (d->state == i)
			break;
		if (i == n - 1)
			spin_unlock_irqrestore(&d->lock, flags);
	}
	return 0; // expected-warning {{left_early() returns with interrupts disabled by spin_lock_irqsave()}}
}
