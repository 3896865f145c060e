// RUN: %verify %s
// RUN: %verify19 %s
//
// C3 where nobody saved anything: the end of the inner section turns interrupts
// on, and the rest of the outer one runs so until it does that again.

#include "kernel.h"

struct dev {
	spinlock_t a, b;
	int n;
};

extern void work(struct dev *d);

void locks(struct dev *d)
{
	spin_lock_irq(&d->a);
	spin_lock_irq(&d->b);
	d->n++;
	spin_unlock_irq(&d->b); // expected-warning {{spin_unlock_irq() enables interrupts inside the section that spin_lock_irq() on line 18 began: it runs with them enabled until spin_unlock_irq() on line 23 [pvops-unconditional-enable, proven]}}
	work(d);
	spin_unlock_irq(&d->a);
}

void cpu(struct dev *d)
{
	local_irq_disable();
	spin_lock_irq(&d->b);
	spin_unlock_irq(&d->b); // expected-warning {{spin_unlock_irq() enables interrupts inside the section that local_irq_disable() on line 28 began: it runs with them enabled until local_irq_enable() on line 32 [pvops-unconditional-enable, proven]}}
	work(d);
	local_irq_enable();
}

static void inner(struct dev *d)
{
	spin_lock_irq(&d->b);
	d->n++;
	spin_unlock_irq(&d->b); // expected-warning {{spin_unlock_irq() in inner() enables interrupts inside the section that spin_lock_irq() began; save flags in inner(), or call it with interrupts enabled [pvops-unconditional-enable, proven]}}
}

void calls_inner(struct dev *d)
{
	spin_lock_irq(&d->a);
	inner(d);
	work(d);
	spin_unlock_irq(&d->a);
}

/* Plain inside. */
void plain(struct dev *d)
{
	spin_lock_irq(&d->a);
	spin_lock(&d->b);
	d->n++;
	spin_unlock(&d->b);
	work(d);
	spin_unlock_irq(&d->a);
}

/* What is disabled twice is enabled once. */
void once(struct dev *d)
{
	spin_lock_irq(&d->a);
	spin_lock_irq(&d->b);
	d->n++;
	spin_unlock(&d->b);
	spin_unlock_irq(&d->a);
}

/* From hand to hand. */
void hand_over_hand(struct dev *d)
{
	spin_lock_irq(&d->a);
	spin_lock(&d->b);
	spin_unlock(&d->a);
	work(d);
	spin_unlock_irq(&d->b);
}

/* One after the other. */
void in_turn(struct dev *d)
{
	spin_lock_irq(&d->a);
	spin_unlock_irq(&d->a);
	spin_lock_irq(&d->b);
	spin_unlock_irq(&d->b);
}

/* Opened for a while, and closed again. */
static void opens(struct dev *d)
{
	spin_unlock_irq(&d->a);
	work(d);
	spin_lock_irq(&d->a);
}

void reopened(struct dev *d)
{
	spin_lock_irq(&d->a);
	opens(d);
	spin_unlock_irq(&d->a);
}
