// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// PREEMPT_RT: a spinlock_t is a sleeping lock, spin_lock_irqsave() writes 0
// into the word and spin_unlock_irq() enables nothing.  What is a bug in
// l14-preempt-rt-raw.c is legal here, and the headers of the config say so.

#define CONFIG_PREEMPT_RT
#include "kernel.h"

struct chip {
	spinlock_t outer;
	spinlock_t inner;
	int n;
};

static void inner_pair(struct chip *c)
{
	spin_lock_irq(&c->inner);
	c->n++;
	spin_unlock_irq(&c->inner);
}

void nested(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->outer, flags);
	inner_pair(c);
	spin_unlock_irqrestore(&c->outer, flags);
}

void allocates(struct chip *c)
{
	unsigned long flags;
	void *p;

	spin_lock_irqsave(&c->outer, flags);
	p = kmalloc(16, GFP_KERNEL);
	c->n = p != NULL;
	spin_unlock_irqrestore(&c->outer, flags);
	kfree(p);
}

/* The word is a 0 that this lock never looks at. */
void guarded(struct chip *c)
{
	guard(spinlock_irqsave)(&c->outer);
	inner_pair(c);
}

int tries(struct chip *c)
{
	unsigned long flags;

	if (!spin_trylock_irqsave(&c->outer, flags))
		return -EBUSY;
	inner_pair(c);
	spin_unlock_irqrestore(&c->outer, flags);
	return 0;
}

/* On RT this word is a constant: reading it depends on nothing undefined. */
bool reads_zero(struct chip *c)
{
	unsigned long flags;
	bool ret;

	spin_lock_irqsave(&c->outer, flags);
	ret = flags != 0;
	spin_unlock_irqrestore(&c->outer, flags);
	return ret;
}
