// RUN: %verify %s
// RUN: %verify19 %s

// A search leaves its loop by break, with the lock held, or at its end, without it. What it counted
// tells the two apart, whatever it is compared with, however it counts.

#include "kernel.h"

struct dev { spinlock_t lock; int count, state; };

int up_to_a_parameter(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n; i++) {
		spin_lock_irqsave(&d->lock, flags);
		if (d->state == i)
			break;
		spin_unlock_irqrestore(&d->lock, flags);
	}
	if (i == n)
		return -2;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int up_to_a_field(struct dev *d)
{
	unsigned long flags;
	int i;

	for (i = 0; i < d->count; i++) {
		spin_lock_irqsave(&d->lock, flags);
		if (d[i].state)
			break;
		spin_unlock_irqrestore(&d->lock, flags);
	}
	if (i == d->count)
		return -2;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int unsigned_and_not_below(struct dev *d, unsigned int n)
{
	unsigned long flags;
	unsigned int i;

	for (i = 0; i < n; i++) {
		spin_lock_irqsave(&d->lock, flags);
		if (d[i].state)
			break;
		spin_unlock_irqrestore(&d->lock, flags);
	}
	if (i >= n)
		return -2;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int tries_that_count_down(struct dev *d)
{
	unsigned long flags;
	int tries = 100;

	do {
		spin_lock_irqsave(&d->lock, flags);
		if (!d->state)
			break;
		spin_unlock_irqrestore(&d->lock, flags);
	} while (--tries);
	if (!tries)
		return -110;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int tries_that_end_below_zero(struct dev *d)
{
	unsigned long flags;
	int tries = 100;

	while (tries--) {
		spin_lock_irqsave(&d->lock, flags);
		if (!d->state)
			break;
		spin_unlock_irqrestore(&d->lock, flags);
	}
	if (tries < 0)
		return -110;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int work(struct dev *d);

/* Unlocked every 16 rounds: locked again when the count is 0. */
void in_batches(struct dev *d)
{
	unsigned long flags;
	int batch = 0;

	for (;;) {
		if (!batch)
			spin_lock_irqsave(&d->lock, flags);
		if (work(d))
			break;
		if (++batch == 16) {
			spin_unlock_irqrestore(&d->lock, flags);
			batch = 0;
		}
	}
	spin_unlock_irqrestore(&d->lock, flags);
}

int a_chunk_is_not_above_its_limit(struct dev *d, int len)
{
	unsigned long flags;

	while (len > 0) {
		int chunk = len < 16 ? len : 16;

		spin_lock_irqsave(&d->lock, flags);
		if (chunk > 16)
			return -1;
		work(d);
		spin_unlock_irqrestore(&d->lock, flags);
		len -= chunk;
	}
	return 0;
}

/* Many ways through a round, more than are kept apart. */
int tries_of_two_locks(struct dev *a, struct dev *b)
{
	unsigned long flags;
	unsigned int try;

	for (try = 0; try < 3; try++) {
		if (work(a))
			work(b);
		if (a == b) {
			spin_lock_irqsave(&a->lock, flags);
		} else if (a < b) {
			spin_lock_irqsave(&a->lock, flags);
			spin_lock(&b->lock);
		} else {
			spin_lock_irqsave(&b->lock, flags);
			spin_lock(&a->lock);
		}
		if (work(b) && a->state)
			break;
		if (a != b)
			spin_unlock(&b->lock);
		spin_unlock_irqrestore(&a->lock, flags);
	}
	if (try == 3)
		return -2;
	if (a != b)
		spin_unlock(&b->lock);
	spin_unlock_irqrestore(&a->lock, flags);
	return 0;
}

/* One more: locked where the first loop came to its end. */
int the_wrong_way_round(struct dev *d, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n; i++) {
		spin_lock_irqsave(&d->lock, flags);
		if (d->state == i)
			break;
		spin_unlock_irqrestore(&d->lock, flags);
	}
	if (i < n)
		return -2; // expected-warning {{the_wrong_way_round() returns with interrupts disabled}}
	return 0;
}

void ranges_in_other_words(struct dev *d, unsigned int mode, int kind)
{
	unsigned long flags;

	if (mode >= 2 && mode <= 3)
		spin_lock_irqsave(&d->lock, flags);
	work(d);
	if (mode == 2 || mode == 3)
		spin_unlock_irqrestore(&d->lock, flags);
	switch (kind) {
	case 2 ... 5:
		spin_lock_irqsave(&d->lock, flags);
	}
	work(d);
	if (kind > 1 && kind < 6)
		spin_unlock_irqrestore(&d->lock, flags);
}
