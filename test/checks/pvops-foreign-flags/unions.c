// RUN: %verify %s
// RUN: %verify19 %s
//
// Two members of a union are one memory: a word that is saved under one name may be restored under
// the other, and is lost when the other is written.

#include "kernel.h"

struct dev { spinlock_t lock; int n; };
struct cookie {
	union {
		unsigned long raw;
		unsigned long flags;
		void *pointer;
	};
	int n;
};

void overwritten(struct dev *d)
{
	struct cookie c;

	spin_lock_irqsave(&d->lock, c.flags);
	c.raw = 0;
	spin_unlock_irqrestore(&d->lock, c.flags); // expected-warning {{spin_unlock_irqrestore() restores the number 0 instead of saved flags}}
}

union number {
	unsigned long word;
	long value;
};

void overwritten_by_other_sign(struct dev *d)
{
	union number u;

	spin_lock_irqsave(&d->lock, u.word);
	u.value = 0;
	spin_unlock_irqrestore(&d->lock, u.word); // expected-warning {{spin_unlock_irqrestore() restores the number 0 instead of saved flags}}
}

/* Not an error: */

void by_another_name(struct dev *d)
{
	struct cookie c;

	spin_lock_irqsave(&d->lock, c.raw);
	d->n++;
	spin_unlock_irqrestore(&d->lock, c.flags);
}

void through_a_pointer(struct dev *d, union number *u)
{
	spin_lock_irqsave(&d->lock, u->word);
	d->n++;
	spin_unlock_irqrestore(&d->lock, u->value);
}

void beside_the_union(struct dev *d)
{
	struct cookie c;

	spin_lock_irqsave(&d->lock, c.flags);
	c.n = 0;
	spin_unlock_irqrestore(&d->lock, c.flags);
}
