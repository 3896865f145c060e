// RUN: %verify %s
// RUN: %verify19 %s

// A callee that asks whether interrupts are disabled before it sleeps does not sleep for a caller
// that has them disabled.

#include "kernel.h"

struct box { spinlock_t lock; int n; };
void msleep(unsigned int msecs);

static void settle(struct box *b)
{
	if (!irqs_disabled())
		msleep(1);
	b->n = 1;
}

static void wait(struct box *b)
{
	if (b->n)
		msleep(1);
	b->n = 1;
}

void settles(struct box *b)
{
	unsigned long flags;

	spin_lock_irqsave(&b->lock, flags);
	settle(b);
	spin_unlock_irqrestore(&b->lock, flags);
}

void waits(struct box *b)
{
	unsigned long flags;

	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	wait(b);
	spin_unlock_irqrestore(&b->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}
