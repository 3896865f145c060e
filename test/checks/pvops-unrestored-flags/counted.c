// RUN: %verify %s
// RUN: %verify19 %s
//
// C6 of sections that a count disables: left open on a path, or closed by an
// unlock that leaves the count alone.

#include "kernel.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	int busy, jobs;
};

int early_return_bad(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	if (d->busy)
		return -16; // expected-warning {{early_return_bad() returns with interrupts disabled by spin_lock_irq_disable() on line 17 on this path; call spin_unlock_irq_enable() before the return [pvops-unrestored-flags]}}
	d->jobs++;
	spin_unlock_irq_enable(&d->lock);
	return 0;
}

int early_return_good(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	if (d->busy) {
		spin_unlock_irq_enable(&d->lock);
		return -16;
	}
	d->jobs++;
	spin_unlock_irq_enable(&d->lock);
	return 0;
}

/* One of two. */
int inner_bad(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_lock_irq_disable(&d->other);
	if (d->busy) {
		spin_unlock_irq_enable(&d->other);
		return -16; // expected-warning {{inner_bad() returns with interrupts disabled by spin_lock_irq_disable() on this path, though not on others; call spin_unlock_irq_enable() before the return [pvops-unrestored-flags]}}
	}
	spin_unlock_irq_enable(&d->other);
	spin_unlock_irq_enable(&d->lock);
	return 0;
}

void plain_bad(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	d->jobs++;
	spin_unlock(&d->lock); // expected-warning {{spin_unlock() releases the lock but plain_bad() returns with interrupts disabled by spin_lock_irq_disable() on line 53; use spin_unlock_irq_enable() [pvops-unrestored-flags]}}
}

void plain_good(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	d->jobs++;
	spin_unlock_irq_enable(&d->lock);
}

int trylock_bad(struct dev *d)
{
	if (!spin_trylock_irq_disable(&d->lock))
		return -16;
	if (d->busy)
		return -5; // expected-warning {{trylock_bad() returns with interrupts disabled by spin_trylock_irq_disable() on this path, though not on others; call spin_unlock_irq_enable() before the return [pvops-unrestored-flags]}}
	spin_unlock_irq_enable(&d->lock);
	return 0;
}

static void dev_lock(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
}

static void dev_unlock(struct dev *d)
{
	spin_unlock_irq_enable(&d->lock);
}

int lock_function_bad(struct dev *d)
{
	dev_lock(d);
	if (d->busy)
		return -16; // expected-warning {{lock_function_bad() returns with interrupts disabled by spin_lock_irq_disable() in dev_lock() on this path; call spin_unlock_irq_enable() before the return [pvops-unrestored-flags]}}
	dev_unlock(d);
	return 0;
}

/* These are lock functions: always, by the result, by the argument. */
int always(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	return d->busy;
}

struct dev *by_result(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	if (d->busy) {
		spin_unlock_irq_enable(&d->lock);
		return NULL;
	}
	return d;
}

void by_argument(struct dev *d, int keep)
{
	spin_lock_irq_disable(&d->lock);
	d->jobs++;
	if (!keep)
		spin_unlock_irq_enable(&d->lock);
}
