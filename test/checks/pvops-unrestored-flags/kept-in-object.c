// RUN: %verify %s
// RUN: %verify19 %s

// Flags that are also kept in a field of the locked object are this function's
// to restore, as those that are saved to the field right away. Flags that go to
// the caller's variable are the caller's.

#include "kernel.h"

struct chan { spinlock_t lock; unsigned long saved; int busy; };

int copied_to_a_field(struct chan *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags); // expected-note {{interrupts disabled here by spin_lock_irqsave()}}
	c->saved = flags;
	if (c->busy) // expected-note {{with 'c->busy' nonzero}}
		return -EBUSY; // expected-warning {{copied_to_a_field() returns with interrupts disabled by spin_lock_irqsave()}}
	c->busy = 1;
	spin_unlock_irqrestore(&c->lock, c->saved);
	return 0;
}

int given_to_the_caller(struct chan *c, unsigned long *flagsp)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	*flagsp = flags;
	if (c->busy)
		return -EBUSY;
	c->busy = 1;
	spin_unlock_irqrestore(&c->lock, flags);
	return 0;
}
