// RUN: %verify %s
// RUN: %verify19 %s
//
// Sections that end where a scope does.

#include "kernel.h"
#include "sched.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	int busy, jobs;
};

int guard_bad(struct dev *d)
{
	guard(spinlock_irq_disable)(&d->lock);
	if (!d->busy)
		return -16;
	scoped_guard(spinlock_irq, &d->other) // expected-warning {{enables interrupts inside the counted section}}
		d->jobs++;
	return 0;
}

int guard_good(struct dev *d)
{
	guard(spinlock_irq_disable)(&d->lock);
	if (!d->busy)
		return -16;
	scoped_guard(spinlock_irq_disable, &d->other)
		d->jobs++;
	return 0;
}

void scoped_bad(struct dev *d)
{
	scoped_guard(interrupt_disable) {
		d->jobs++;
		schedule(); // expected-warning {{schedule() may sleep, and returns with interrupts enabled, inside the counted section begun by scoped_guard() on line 37; end the section first [pvops-counted-sections, proven]}}
	}
}

void scoped_good(struct dev *d)
{
	scoped_guard(interrupt_disable)
		d->jobs++;
	schedule();
}

void restore_bad(struct dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	guard(spinlock_irq_disable)(&d->lock);
	d->jobs++;
	local_irq_restore(flags); // expected-warning {{restores flags saved before the counted section}}
}

void try_good(struct dev *d)
{
	scoped_cond_guard(spinlock_irq_disable_try, return, &d->lock) {
		scoped_guard(spinlock_irqsave, &d->other)
			d->jobs++;
	}
	guard(spinlock_irq)(&d->other);
	d->busy = 0;
}
