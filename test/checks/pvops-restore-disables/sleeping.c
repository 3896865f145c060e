// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 and sleep: schedule() comes back with interrupts on.  Only where the sleep
// is certain does it count as an enable.

#include "kernel.h"

struct dev {
	spinlock_t lock;
	struct mutex mutex;
	struct wait_queue_head wq;
	int ready;
};

void schedules(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	schedule();
	spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void sleeps_for_a_while(struct dev *d, int n)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	while (!d->ready && n--)
		msleep(1);
	spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void takes_a_mutex(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	mutex_lock(&d->mutex);
	d->ready = 1;
	mutex_unlock(&d->mutex);
	spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void waits(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	wait_event(d->wq, d->ready);
	spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void sleeps_with_timeout(struct dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!d->ready)
		schedule_timeout(10);
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

static void wait_for_ready(struct dev *d)
{
	while (!d->ready)
		msleep(20);
}

void sleeps_in_a_helper(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	wait_for_ready(d);
	spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Lets the lock go, with its word, before it sleeps. */
void sleeps_outside(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	while (!d->ready) {
		spin_unlock_irqrestore(&d->lock, flags);
		msleep(1);
		spin_lock_irqsave(&d->lock, flags);
	}
	spin_unlock_irqrestore(&d->lock, flags);
}

/* Spins instead of sleeping. */
void spins(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	while (!d->ready)
		udelay(10);
	mdelay(1);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* A trylock does not sleep. */
void tries_a_mutex(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (mutex_trylock(&d->mutex)) {
		d->ready = 1;
		mutex_unlock(&d->mutex);
	}
	spin_unlock_irqrestore(&d->lock, flags);
}

/* May sleep, may not: audit level, so silent here. */
void may_reschedule(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	cond_resched();
	spin_unlock_irqrestore(&d->lock, flags);
}

/* Wakes somebody else. */
void wakes(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->ready = 1;
	wake_up(&d->wq);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* Sleeps, then disables again by hand: no restore is wrong, but the sleep is. */
void sleeps_then_disables(struct dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	schedule(); // expected-warning {{[pvops-sleeps-disabled, proven]}}
	local_irq_disable();
	local_irq_restore(flags);
}

/* The flags come from the caller: nobody here has seen the save. */
void of_caller(unsigned long flags)
{
	local_irq_disable();
	msleep(1);
	local_irq_restore(flags); // expected-warning {{msleep() on line}}
}
