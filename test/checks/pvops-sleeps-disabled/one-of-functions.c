// RUN: %verify %s
// RUN: %verify19 %s
// RUN: not %pvlint check --level=audit %s -- -std=gnu11 -w -I%inputs | FileCheck %s --check-prefix=AUDIT

// A pointer holds one of two functions, by a condition or from a table of the
// file's own. One of them sleeps.

#include "kernel.h"

struct dev { spinlock_t lock; int poll, n; };

static void wait_poll(struct dev *d)
{
	while (READ_ONCE(d->n))
		udelay(1);
}

static void wait_event_of(struct dev *d)
{
	msleep(1);
}

void chosen_at_the_call(struct dev *d)
{
	spin_lock_irq(&d->lock);
	(d->poll ? wait_poll : wait_event_of)(d); // expected-warning {{msleep() (msleep()) may sleep with interrupts disabled by spin_lock_irq()}}
	spin_unlock_irq(&d->lock);
}

void chosen_before(struct dev *d)
{
	void (*wait)(struct dev *) = d->poll ? wait_poll : wait_event_of;

	spin_lock_irq(&d->lock);
	wait(d); // expected-warning {{may sleep with interrupts disabled by spin_lock_irq()}}
	spin_unlock_irq(&d->lock);
}

void asked_again(struct dev *d, int poll)
{
	void (*wait)(struct dev *) = poll ? wait_poll : wait_event_of;

	if (!poll)
		return;
	spin_lock_irq(&d->lock);
	wait(d);
	spin_unlock_irq(&d->lock);
}

static void (*const waits[])(struct dev *) = { wait_event_of, wait_event_of };

void any_of_a_table(struct dev *d, int i)
{
	spin_lock_irq(&d->lock);
	waits[i](d); // expected-warning {{may sleep with interrupts disabled by spin_lock_irq()}}
	spin_unlock_irq(&d->lock);
}

// Which one an index means is not followed.
static void (*const steps[])(struct dev *) = { wait_poll, wait_event_of };

void one_of_a_table(struct dev *d, int i)
{
	spin_lock_irq(&d->lock);
	// AUDIT: one-of-functions.c:[[@LINE+1]]:2: remark: msleep() (msleep()) may sleep with interrupts disabled
	steps[i](d);
	spin_unlock_irq(&d->lock);
}

static void (*hook)(struct dev *);

void set_hook(void)
{
	hook = wait_event_of;
}

void through_a_variable(struct dev *d)
{
	spin_lock_irq(&d->lock);
	hook(d); // expected-warning {{may sleep with interrupts disabled by spin_lock_irq()}}
	spin_unlock_irq(&d->lock);
}

// Anybody may set it.
void (*public_hook)(struct dev *) = wait_event_of;

void through_a_public_variable(struct dev *d)
{
	spin_lock_irq(&d->lock);
	public_hook(d);
	spin_unlock_irq(&d->lock);
}
