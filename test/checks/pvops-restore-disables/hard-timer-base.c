// RUN: %verify %s
// RUN: %verify19 %s
//
// lock_hrtimer_base(): loops until the base it locked is still the right one,
// and returns it; the word comes back through a pointer.  Switching bases in
// between drops one plain lock and takes another.

#include "kernel.h"

struct base {
	raw_spinlock_t lock;
	int active;
};

struct timer {
	struct base *base;
	int state;
};

static struct base migration_base;
extern struct base *best_base(struct timer *t);

static struct base *lock_base(struct timer *t, unsigned long *flags)
{
	struct base *base;

	for (;;) {
		base = READ_ONCE(t->base);
		if (likely(base != &migration_base)) {
			raw_spin_lock_irqsave(&base->lock, *flags);
			if (likely(base == t->base))
				return base;
			raw_spin_unlock_irqrestore(&base->lock, *flags);
		}
		cpu_relax();
	}
}

static inline void unlock_base(struct timer *t, unsigned long *flags)
{
	raw_spin_unlock_irqrestore(&t->base->lock, *flags);
}

static struct base *switch_base(struct timer *t, struct base *base)
{
	struct base *new = best_base(t);

	if (new != base) {
		t->base = &migration_base;
		raw_spin_unlock(&base->lock);
		raw_spin_lock(&new->lock);
		t->base = new;
	}
	return new;
}

void start_good(struct timer *t)
{
	struct base *base;
	unsigned long flags;

	base = lock_base(t, &flags);
	base = switch_base(t, base);
	base->active++;
	unlock_base(t, &flags);
}

/* The callback is run with interrupts on and the lock retaken without them off. */
void run_bad(struct timer *t, void (*fn)(struct timer *t))
{
	struct base *base;
	unsigned long flags;

	base = lock_base(t, &flags);
	raw_spin_unlock_irq(&base->lock);
	fn(t);
	raw_spin_lock(&base->lock);
	t->state = 0;
	unlock_base(t, &flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The word is passed along, restored for the callback, and saved anew. */
static void run_callback(struct base *base, struct timer *t,
			 void (*fn)(struct timer *t), unsigned long flags)
{
	raw_spin_unlock_irqrestore(&base->lock, flags);
	fn(t);
	raw_spin_lock_irq(&base->lock);
}

void run_good(struct timer *t, void (*fn)(struct timer *t))
{
	struct base *base;
	unsigned long flags;

	base = lock_base(t, &flags);
	run_callback(base, t, fn, flags);
	t->state = 0;
	unlock_base(t, &flags);
}
