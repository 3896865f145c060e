// RUN: %verify %s
// RUN: %verify19 %s

// A field that one path has written, and the other has only looked at: where the two meet, what both
// know of it is known still.

#include "kernel.h"

struct box { spinlock_t lock; int mode, a, b, c; };
int work(struct box *b);

void in_rounds(struct box *b)
{
	unsigned long flags;
	int kinds = work(b);

again:
	if (kinds & 1)
		b->a = work(b);
	if (kinds & 2)
		b->b = work(b);
	if (kinds & 4)
		b->c = work(b);
	if (b->mode)
		spin_lock_irqsave(&b->lock, flags);
	if (kinds & 8)
		work(b);
	if (b->mode)
		spin_unlock_irqrestore(&b->lock, flags);
	kinds = work(b);
	if (kinds) {
		b->mode = work(b);
		goto again;
	}
}

void in_rounds_and_left(struct box *b)
{
	unsigned long flags;
	int kinds = work(b);

again:
	if (kinds & 1)
		b->a = work(b);
	if (kinds & 2)
		b->b = work(b);
	if (b->mode)
		spin_lock_irqsave(&b->lock, flags); // expected-note {{turned off here}}
	if (kinds & 8) // expected-note {{condition here is true}}
		return; // expected-warning {{[pvops-unrestored-flags]}}
	if (b->mode)
		spin_unlock_irqrestore(&b->lock, flags);
	kinds = work(b);
	if (kinds) {
		b->mode = work(b);
		goto again;
	}
}
