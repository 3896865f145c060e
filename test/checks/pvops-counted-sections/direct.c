// RUN: %verify %s
// RUN: %verify19 %s
//
// C10 in one function: what turns interrupts on while a count disables them,
// and ends without a beginning. Each has its repaired twin.

#include "kernel.h"
#include "sched.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	int busy, jobs;
};

void enable_bad(struct dev *d)
{
	local_interrupt_disable();
	local_irq_enable(); // expected-warning {{local_irq_enable() enables interrupts inside the counted section begun by local_interrupt_disable(); keep them disabled until local_interrupt_enable() [pvops-counted-sections, proven]}}
	d->busy = 1;
	local_interrupt_enable();
}

void enable_good(struct dev *d)
{
	local_interrupt_disable();
	d->busy = 1;
	local_interrupt_enable();
	local_irq_enable();
}

void unlock_bad(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_lock_irq(&d->other);
	d->jobs++;
	spin_unlock_irq(&d->other); // expected-warning {{spin_unlock_irq() enables interrupts inside the counted section begun by spin_lock_irq_disable() on line 34; use spin_lock()/spin_unlock() there [pvops-counted-sections, proven]}}
	spin_unlock_irq_enable(&d->lock);
}

void unlock_good(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_lock_irq_disable(&d->other);
	d->jobs++;
	spin_unlock_irq_enable(&d->other);
	spin_unlock_irq_enable(&d->lock);
}

/* The inner of two sections ends; the outer one is still open. */
void still_open_bad(void)
{
	local_interrupt_disable();
	local_interrupt_disable();
	local_interrupt_enable();
	local_irq_enable(); // expected-warning {{local_irq_enable() enables interrupts inside the counted section begun by local_interrupt_disable(); keep them disabled until local_interrupt_enable() [pvops-counted-sections, proven]}}
	local_interrupt_enable();
}

/* The state that the section began in does not matter: here they were off. */
void in_irqsave_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	local_interrupt_disable();
	local_irq_enable(); // expected-warning {{inside the counted section}}
	local_interrupt_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void restore_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irq_disable(&d->other);
	spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{spin_unlock_irqrestore() restores flags saved before the counted section begun by spin_lock_irq_disable() on line 77; call spin_unlock_irq_enable() first [pvops-counted-sections]}}
	d->jobs++;
	spin_unlock_irq_enable(&d->other);
}

void restore_good(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irq_disable(&d->other);
	d->jobs++;
	spin_unlock_irq_enable(&d->other);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* The word is known to say "on". */
void restore_on_bad(struct dev *d)
{
	unsigned long flags;

	local_irq_enable();
	local_irq_save(flags);
	local_interrupt_disable();
	local_irq_restore(flags); // expected-warning {{local_irq_restore() restores flags saved before the counted section begun by local_interrupt_disable() on line 101; call local_interrupt_enable() first [pvops-counted-sections, proven]}}
	local_interrupt_enable();
}

void sleep_bad(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	schedule(); // expected-warning {{schedule() may sleep, and returns with interrupts enabled, inside the counted section begun by spin_lock_irq_disable(); call spin_unlock_irq_enable() first [pvops-counted-sections, proven]}}
	spin_unlock_irq_enable(&d->lock);
}

void sleep_good(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	d->jobs++;
	spin_unlock_irq_enable(&d->lock);
	schedule();
}

void again_bad(struct dev *d)
{
	local_interrupt_disable();
	d->jobs++;
	local_interrupt_enable();
	local_interrupt_enable(); // expected-warning {{local_interrupt_enable() ends a counted section that local_interrupt_enable() on line 125 already ended: that ends the caller's, or underflows; drop one [pvops-counted-sections]}}
}

/* The caller's lock is another one. */
void again_good(struct dev *d)
{
	spin_lock_irq_disable(&d->other);
	d->jobs++;
	spin_unlock_irq_enable(&d->other);
	spin_unlock_irq_enable(&d->lock);
}

int skipped_bad(struct dev *d)
{
	int err = -16;

	if (d->busy)
		goto out;
	spin_lock_irq_disable(&d->lock);
	d->jobs++;
	err = 0;
out:
	spin_unlock_irq_enable(&d->lock); // expected-warning {{spin_unlock_irq_enable() ends a counted section that this path does not begin: that ends the caller's, or underflows; begin it on every path [pvops-counted-sections]}}
	return err;
}

int skipped_good(struct dev *d)
{
	int err = -16;

	spin_lock_irq_disable(&d->lock);
	if (d->busy)
		goto out;
	d->jobs++;
	err = 0;
out:
	spin_unlock_irq_enable(&d->lock);
	return err;
}

/* What the caller passes decides: it took the lock, or did not. */
void taken_by_caller(struct dev *d, int locked)
{
	if (!locked)
		spin_lock_irq_disable(&d->lock);
	d->jobs++;
	spin_unlock_irq_enable(&d->lock);
}

void while_on_bad(void)
{
	local_irq_enable();
	local_interrupt_enable(); // expected-warning {{local_interrupt_enable() ends a counted section with interrupts enabled by local_irq_enable() on line 177, so none is open: the count underflows [pvops-counted-sections, proven]}}
}

/* One mistake, one report: what follows is as it was meant. */
int once_bad(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_lock_irq(&d->other);
	spin_unlock_irq(&d->other); // expected-warning {{inside the counted section}}
	if (d->busy) {
		spin_unlock_irq_enable(&d->lock);
		return -16;
	}
	spin_unlock_irq_enable(&d->lock);
	return 0;
}
