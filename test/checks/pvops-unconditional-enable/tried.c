// RUN: %verify %s
// RUN: %verify19 %s
//
// A lock that was tried for plainly and got is not released with '_irq'.

#include "kernel.h"

struct dev {
	spinlock_t lock;
	int n;
};

int tried(struct dev *d)
{
	if (!_raw_spin_trylock(&d->lock.rlock))
		return 0;
	d->n++;
	spin_unlock_irq(&d->lock); // expected-warning {{spin_unlock_irq() enables interrupts, but _raw_spin_trylock() took the lock without disabling them: wrong for a caller that had them disabled; use spin_unlock() [pvops-unconditional-enable]}}
	return 1;
}

int tried_by_wrapper(struct dev *d)
{
	if (!spin_trylock(&d->lock))
		return 0;
	d->n++;
	spin_unlock_irq(&d->lock); // expected-warning {{spin_unlock_irq() enables interrupts, but spin_trylock() took the lock without disabling them: wrong for a caller that had them disabled; use spin_unlock() [pvops-unconditional-enable]}}
	return 1;
}

/* Not an error: */

int tried_and_released(struct dev *d)
{
	if (!spin_trylock(&d->lock))
		return 0;
	d->n++;
	spin_unlock(&d->lock);
	return 1;
}

int tried_with_interrupts_off(struct dev *d)
{
	local_irq_disable();
	if (!spin_trylock(&d->lock)) {
		local_irq_enable();
		return 0;
	}
	d->n++;
	spin_unlock_irq(&d->lock);
	return 1;
}
