// RUN: %verify %s
// RUN: %verify19 %s
// RUN: not %pvlint check %s -- -I%inputs | FileCheck %s
//
// C6 through the functions that a driver wraps around its lock.

#include "kernel.h"

#define EBUSY 16

struct dev {
	spinlock_t lock;
	unsigned long irqflags;
	int state, count;
};

static inline void dev_lock(struct dev *d, unsigned long *flags)
{
	spin_lock_irqsave(&d->lock, *flags);
}

static inline void dev_unlock(struct dev *d, unsigned long flags)
{
	spin_unlock_irqrestore(&d->lock, flags);
}

static unsigned long dev_lock_value(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	return flags;
}

int wrapped_bad(struct dev *d)
{
	unsigned long flags;

	dev_lock(d, &flags);
	if (d->state)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	d->state = 1;
	dev_unlock(d, flags);
	return 0;
}
// CHECK: warning: wrapped_bad() returns with interrupts disabled by spin_lock_irqsave(), and 'flags' is lost
// CHECK: note: wrapped_bad() calls dev_lock() here
// CHECK: note: flags saved and interrupts disabled here by spin_lock_irqsave()

int wrapped_good(struct dev *d)
{
	unsigned long flags;
	int err = 0;

	dev_lock(d, &flags);
	if (d->state)
		err = -EBUSY;
	dev_unlock(d, flags);
	return err;
}

int value_bad(struct dev *d)
{
	unsigned long flags = dev_lock_value(d);

	if (d->state)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	dev_unlock(d, flags);
	return 0;
}

int value_good(struct dev *d)
{
	unsigned long flags = dev_lock_value(d);

	d->state = 1;
	dev_unlock(d, flags);
	return 0;
}

/* The release helper itself forgets: its caller is left with the word. */
static void finish(struct dev *d, unsigned long flags)
{
	if (d->count == 7)
		return;
	spin_unlock_irqrestore(&d->lock, flags);
}

void helper_forgets_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->state = 1;
	finish(d, flags);
} // expected-warning {{[pvops-unrestored-flags]}}

/* Told once, where the word is lost; who calls it has no part in that. */
static int try_start(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->state)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	d->state = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int start(struct dev *d)
{
	if (try_start(d))
		return -EBUSY;
	d->count++;
	return 0;
}

/* A word in a field, taken in one function and given back in another. */
void field_lock(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->irqflags);
}

void field_unlock(struct dev *d)
{
	spin_unlock_irqrestore(&d->lock, d->irqflags);
}

int field_user_bad(struct dev *d)
{
	field_lock(d);
	if (d->state)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	field_unlock(d);
	return 0;
}

int field_user_good(struct dev *d)
{
	int err = 0;

	field_lock(d);
	if (d->state)
		err = -EBUSY;
	field_unlock(d);
	return err;
}
