// RUN: %verify %s
// RUN: %verify19 %s
//
// C10 through functions: lock functions that count, and callees that enable.

#include "kernel.h"
#include "sched.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	int busy, jobs;
};

static void dev_lock(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
}

static void dev_unlock(struct dev *d)
{
	spin_unlock_irq_enable(&d->lock);
}

static int dev_trylock(struct dev *d)
{
	if (!spin_trylock_irq_disable(&d->lock))
		return 0;
	if (!d->busy)
		return 1;
	spin_unlock_irq_enable(&d->lock);
	return 0;
}

static void add_job(struct dev *d)
{
	spin_lock_irq(&d->other);
	d->jobs++;
	spin_unlock_irq(&d->other);
}

static void add_job_counted(struct dev *d)
{
	spin_lock_irq_disable(&d->other);
	d->jobs++;
	spin_unlock_irq_enable(&d->other);
}

static void dev_restore(struct dev *d, unsigned long flags)
{
	spin_unlock_irqrestore(&d->other, flags);
}

static void wait(struct dev *d)
{
	d->jobs++;
	schedule();
}

void lock_function_bad(struct dev *d)
{
	dev_lock(d);
	local_irq_enable(); // expected-warning {{local_irq_enable() enables interrupts inside the counted section begun by spin_lock_irq_disable() on line 17 in dev_lock(); keep them disabled until its end [pvops-counted-sections, proven]}}
	dev_unlock(d);
}

void lock_function_good(struct dev *d)
{
	dev_lock(d);
	d->jobs++;
	dev_unlock(d);
	local_irq_enable();
}

void callee_enables_bad(struct dev *d)
{
	dev_lock(d);
	add_job(d); // expected-warning {{add_job() (spin_unlock_irq() on line 39) enables interrupts inside the counted section begun by spin_lock_irq_disable(); use spin_lock()/spin_unlock() there [pvops-counted-sections, proven]}}
	dev_unlock(d);
}

void callee_enables_good(struct dev *d)
{
	dev_lock(d);
	add_job_counted(d);
	dev_unlock(d);
	add_job(d);
}

void callee_sleeps_bad(struct dev *d)
{
	dev_lock(d);
	wait(d); // expected-warning {{wait() may sleep, and returns with interrupts enabled, inside the counted section begun by spin_lock_irq_disable() in dev_lock(); end the section first [pvops-counted-sections, proven]}}
	dev_unlock(d);
}

void callee_sleeps_good(struct dev *d)
{
	dev_lock(d);
	dev_unlock(d);
	wait(d);
}

void callee_restores_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->other, flags);
	dev_lock(d);
	dev_restore(d, flags); // expected-warning {{dev_restore() restores flags saved before the counted section begun by spin_lock_irq_disable(), and may enable interrupts inside; end the section first [pvops-counted-sections]}}
	dev_unlock(d);
}

void callee_restores_good(struct dev *d)
{
	unsigned long flags;

	dev_lock(d);
	spin_lock_irqsave(&d->other, flags);
	dev_restore(d, flags);
	dev_unlock(d);
}

void trylock_bad(struct dev *d)
{
	if (dev_trylock(d)) {
		add_job(d); // expected-warning {{enables interrupts inside}}
		dev_unlock(d);
	}
}

void trylock_good(struct dev *d)
{
	if (dev_trylock(d)) {
		add_job_counted(d);
		dev_unlock(d);
	} else {
		add_job(d);
	}
}

void again_bad(struct dev *d)
{
	dev_lock(d);
	dev_unlock(d);
	dev_unlock(d); // expected-warning {{dev_unlock() ends a counted section that dev_unlock() on line 145 already ended: that ends the caller's, or underflows; drop one [pvops-counted-sections]}}
}

void again_good(struct dev *d, struct dev *other)
{
	dev_lock(d);
	dev_unlock(d);
	dev_unlock(other);
}

/* Gives up what the caller holds for a while, and may sleep then. */
void breaks_the_callers(struct dev *d)
{
	dev_unlock(d);
	schedule();
	add_job(d);
	dev_lock(d);
}

void uses_it(struct dev *d)
{
	dev_lock(d);
	breaks_the_callers(d);
	d->jobs++;
	dev_unlock(d);
}
