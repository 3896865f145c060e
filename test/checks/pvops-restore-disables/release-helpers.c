// RUN: %verify %s
// RUN: %verify19 %s
//
// C2: helpers that restore a word they were given are judged per caller, at
// the call.

#include "kernel.h"

extern void work(void);

struct desc {
	raw_spinlock_t lock;
	int depth;
};

static void put_desc(struct desc *d, unsigned long flags)
{
	d->depth--;
	raw_spin_unlock_irqrestore(&d->lock, flags);
}

void good_caller(struct desc *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	d->depth++;
	put_desc(d, flags);
}

void bad_caller(struct desc *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	d->depth++;
	local_irq_enable();
	put_desc(d, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* One helper further away. */
static void put_and_log(struct desc *d, unsigned long flags)
{
	pr_info("depth %d\n", d->depth);
	put_desc(d, flags);
}

void bad_caller_two_deep(struct desc *d, int n)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	if (n)
		local_irq_enable();
	put_and_log(d, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The release helper does the enabling itself. */
static void finish_and_restore(struct desc *d, unsigned long flags)
{
	raw_spin_unlock_irq(&d->lock);
	work();
	local_irq_restore(flags);
}

void caller_of_opening_helper(struct desc *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	finish_and_restore(d, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The word goes in by address. */
static void put_by_address(struct desc *d, unsigned long *flags)
{
	raw_spin_unlock_irqrestore(&d->lock, *flags);
}

void good_by_address(struct desc *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	put_by_address(d, &flags);
}

void bad_by_address(struct desc *d, raw_spinlock_t *other)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	raw_spin_lock_irq(other);
	raw_spin_unlock_irq(other);
	put_by_address(d, &flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Releases when asked to, and says whether it did. */
static bool put_if_idle(struct desc *d, unsigned long flags)
{
	if (d->depth)
		return false;
	raw_spin_unlock_irqrestore(&d->lock, flags);
	return true;
}

void good_put_if_idle(struct desc *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	if (put_if_idle(d, flags))
		return;
	d->depth--;
	raw_spin_unlock_irqrestore(&d->lock, flags);
}

/* When the helper has not released, the caller opens before it restores. */
void bad_after_put_if_idle(struct desc *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	if (put_if_idle(d, flags))
		return;
	local_irq_enable();
	d->depth--;
	raw_spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A macro that restores: the line of its use. */
#define DESC_PUT(d, f)					\
	do {						\
		(d)->depth--;				\
		raw_spin_unlock_irqrestore(&(d)->lock, f); \
	} while (0)

void macro_release(struct desc *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->lock, flags);
	local_irq_enable();
	DESC_PUT(d, flags); // expected-warning {{[pvops-restore-disables]}}
}
