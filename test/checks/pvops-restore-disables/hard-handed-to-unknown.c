// RUN: %verify %s
// RUN: %verify19 %s
//
// The unlock half lives in another file. It is given the word, or the record
// that holds it, and may restore it there: a second save then loses nothing, and
// a sleep in between may well run with interrupts on. An enable in this very
// function is another matter.

#include "kernel.h"

struct ctx {
	spinlock_t *lock;
	unsigned long flags;
};

struct dev {
	spinlock_t lock;
	struct ctx c;
};

extern void ext_unlock(struct ctx *c);
extern void ext_lock(struct ctx *c);
extern void ext_unlock_dev(struct dev *d);
extern void ext_unlock_value(spinlock_t *l, unsigned long flags);
extern void look_at(struct ctx *c);

void twice_good(struct ctx *from)
{
	struct ctx c = { from->lock, 0 };

	spin_lock_irqsave(c.lock, c.flags);
	ext_unlock(&c);
	spin_lock_irqsave(c.lock, c.flags);
	ext_unlock(&c);
}

void by_value_good(spinlock_t *l)
{
	unsigned long flags;

	spin_lock_irqsave(l, flags);
	ext_unlock_value(l, flags);
	spin_lock_irqsave(l, flags);
	ext_unlock_value(l, flags);
}

void in_a_device_good(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->c.flags);
	ext_unlock_dev(d);
	spin_lock_irqsave(&d->lock, d->c.flags);
	ext_unlock_dev(d);
}

void sleeps_in_between_good(struct ctx *from)
{
	struct ctx c = { from->lock, 0 };

	spin_lock_irqsave(c.lock, c.flags);
	ext_unlock(&c);
	schedule();
	ext_lock(&c);
	spin_unlock_irqrestore(c.lock, c.flags);
}

void enables_bad(struct ctx *from)
{
	struct ctx c = { from->lock, 0 };

	spin_lock_irqsave(c.lock, c.flags);
	look_at(&c);
	local_irq_enable();
	spin_unlock_irqrestore(c.lock, c.flags); // expected-warning {{[pvops-restore-disables]}}
}
