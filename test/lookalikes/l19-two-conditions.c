// RUN: %verify %s
// RUN: %verify19 %s

// A helper that locks under two conditions returns in two ways that lock nothing. Only apart do these say that not both
// conditions hold, and the second helper needs to know.

#include "spinlock.h"

struct port {
	spinlock_t lock;
	int open, shared;
	int count;
};

static void port_lock(struct port *p, unsigned long *flags)
{
	if (p->open && p->shared)
		spin_lock_irqsave(&p->lock, *flags);
}

static void port_unlock(struct port *p, unsigned long flags)
{
	if (p->open && p->shared)
		spin_unlock_irqrestore(&p->lock, flags);
}

void same_conditions(struct port *p)
{
	unsigned long flags;

	port_lock(p, &flags);
	p->count++;
	port_unlock(p, flags);
}

// The other way round: locked unless both.
static int take(struct port *p, unsigned long *flags)
{
	if (!p->open || !p->shared) {
		spin_lock_irqsave(&p->lock, *flags);
		return 1;
	}
	return 0;
}

void by_result(struct port *p)
{
	unsigned long flags;

	if (take(p, &flags))
		spin_unlock_irqrestore(&p->lock, flags);
}

// Given out only if somebody asks for it.
static int get(struct port *p, unsigned long *out)
{
	unsigned long flags;

	if (p->count < 0)
		return -22;
	spin_lock_irqsave(&p->lock, flags);
	if (out)
		*out = flags;
	else
		spin_unlock_irqrestore(&p->lock, flags);
	return 0;
}

void optional_result(struct port *p)
{
	unsigned long flags;

	if (get(p, &flags))
		return;
	p->count++;
	spin_unlock_irqrestore(&p->lock, flags);
}

static void port_unlock_if_open(struct port *p, unsigned long flags)
{
	if (p->open)
		spin_unlock_irqrestore(&p->lock, flags);
}

// One condition of two: where it is open and not shared, nothing was saved.
void other_conditions(struct port *p)
{
	unsigned long flags;

	port_lock(p, &flags);
	p->count++;
	port_unlock_if_open(p, flags); // expected-warning {{[pvops-foreign-flags]}}
}
