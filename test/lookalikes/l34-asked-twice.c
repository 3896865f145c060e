// RUN: %verify %s
// RUN: %verify19 %s

// One question, asked before the lock and again before the unlock: by a predicate of three
// conditions, by a helper that also returns whether it has locked, by bits that were just set.

#include "kernel.h"

struct port {
	spinlock_t lock;
	int irq, shared, polled;
	unsigned long state;
};
void work(struct port *p);

static bool needs_lock(struct port *p)
{
	return p->irq && p->shared && !p->polled;
}

static bool needs_lock_too(struct port *p)
{
	return p->irq > 2 && (p->shared || !p->polled);
}

static void port_lock(struct port *p, unsigned long *flags)
{
	if (needs_lock(p))
		spin_lock_irqsave(&p->lock, *flags);
}

static void port_unlock(struct port *p, unsigned long *flags)
{
	if (needs_lock(p))
		spin_unlock_irqrestore(&p->lock, *flags);
}

void by_predicate(struct port *p)
{
	unsigned long flags;

	port_lock(p, &flags);
	work(p);
	port_unlock(p, &flags);
}

void by_another(struct port *p)
{
	unsigned long flags;

	if (needs_lock_too(p))
		spin_lock_irqsave(&p->lock, flags);
	work(p);
	if (needs_lock_too(p))
		spin_unlock_irqrestore(&p->lock, flags);
}

static bool lock_unless_polled(struct port *p, unsigned long *flags)
{
	if (p->polled || p->shared)
		return false;
	spin_lock_irqsave(&p->lock, *flags);
	return true;
}

void by_result(struct port *p)
{
	unsigned long flags;

	if (!lock_unless_polled(p, &flags))
		return;
	work(p);
	spin_unlock_irqrestore(&p->lock, flags);
}

void by_the_fields(struct port *p)
{
	unsigned long flags;

	lock_unless_polled(p, &flags);
	work(p);
	if (!p->polled && !p->shared)
		spin_unlock_irqrestore(&p->lock, flags);
}

void by_a_bit(struct port *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->state |= 4;
	if (p->state & 4)
		spin_unlock_irqrestore(&p->lock, flags);
}

/* Not the same question: an error. */
void other_question(struct port *p)
{
	unsigned long flags;

	lock_unless_polled(p, &flags);
	work(p);
	if (!p->polled)
		spin_unlock_irqrestore(&p->lock, flags); // expected-warning {{[pvops-foreign-flags]}}
}

void other_bit(struct port *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->state |= 4;
	if (p->state & 2)
		spin_unlock_irqrestore(&p->lock, flags);
	else
		spin_unlock(&p->lock); // expected-warning {{[pvops-unrestored-flags]}}
}
