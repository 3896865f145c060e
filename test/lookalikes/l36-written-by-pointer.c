// RUN: %verify %s
// RUN: %verify19 %s

// A callee is given the address of what decides about the lock, and writes there; or it writes one
// of two numbers, by what it is passed.

#include "kernel.h"

struct dev {
	spinlock_t lock;
	int mode;
};
void work(struct dev *d);

static void set(int *p, int v) { *p = v; }
static void start(struct dev *d) { set(&d->mode, 1); }

void by_pointer(struct dev *d)
{
	unsigned long flags;

	d->mode = 0;
	set(&d->mode, 1);
	spin_lock_irqsave(&d->lock, flags);
	if (d->mode)
		spin_unlock_irqrestore(&d->lock, flags);
}

void two_calls_deep(struct dev *d)
{
	unsigned long flags;

	d->mode = 0;
	start(d);
	spin_lock_irqsave(&d->lock, flags);
	if (d->mode)
		spin_unlock_irqrestore(&d->lock, flags);
}

static void choose(struct dev *d, int polled)
{
	if (polled)
		d->mode = 0;
	else
		d->mode = 1;
}

void chosen(struct dev *d, int polled)
{
	unsigned long flags;

	choose(d, polled);
	if (d->mode)
		spin_lock_irqsave(&d->lock, flags);
	work(d);
	if (!polled)
		spin_unlock_irqrestore(&d->lock, flags);
}

/* The other way round: an error. */
void chosen_wrong(struct dev *d, int polled)
{
	unsigned long flags;

	choose(d, polled);
	if (d->mode)
		spin_lock_irqsave(&d->lock, flags);
	work(d);
	if (polled)
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{[pvops-foreign-flags]}}
} // expected-warning {{[pvops-unrestored-flags]}}
