// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Guards: what matters is what the destructor calls.  An irqsave guard puts
// back what it found, wherever its scope ends.

#include "kernel.h"

struct chip {
	raw_spinlock_t raw;
	spinlock_t lock;
	rwlock_t rw;
	int n;
};

extern int poke(struct chip *c);

int guarded(struct chip *c)
{
	guard(raw_spinlock_irqsave)(&c->raw);

	if (c->n < 0)
		return -EINVAL;
	return poke(c);
}

int guarded_scope(struct chip *c)
{
	scoped_guard(raw_spinlock_irqsave, &c->raw) {
		if (c->n < 0)
			return -EINVAL;
		c->n++;
	}
	return poke(c);
}

/* A guard inside an ordinary section, and the other way round. */
void guard_inside(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	scoped_guard(raw_spinlock_irqsave, &c->raw)
		c->n++;
	{
		guard(irqsave)();
		poke(c);
	}
	spin_unlock_irqrestore(&c->lock, flags);
}

void guard_outside(struct chip *c)
{
	unsigned long flags;

	guard(spinlock_irqsave)(&c->lock);
	raw_spin_lock_irqsave(&c->raw, flags);
	c->n++;
	raw_spin_unlock_irqrestore(&c->raw, flags);
}

/* An irq guard where interrupts are on, with an irqsave section inside. */
void irq_guard_outside(struct chip *c)
{
	guard(spinlock_irq)(&c->lock);
	scoped_guard(raw_spinlock_irqsave, &c->raw)
		c->n++;
}

/* Conditional guards: a NULL lock means the destructor does nothing. */
int guard_try(struct chip *c)
{
	scoped_guard(spinlock_irqsave_try, &c->lock) {
		c->n++;
		return 0;
	}
	return -EBUSY;
}

int guard_cond(struct chip *c)
{
	scoped_cond_guard(raw_spinlock_irqsave_try, return -EBUSY, &c->raw) {
		c->n++;
	}
	return 0;
}

int guard_try_in_section(struct chip *c)
{
	unsigned long flags;
	int ret = 0;

	read_lock_irqsave(&c->rw, flags);
	scoped_guard(raw_spinlock_irqsave_try, &c->raw)
		ret = poke(c);
	read_unlock_irqrestore(&c->rw, flags);
	return ret;
}

/* A plain guard never touches interrupts. */
void plain_guard_in_section(struct chip *c)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&c->raw, flags);
	{
		guard(spinlock)(&c->lock);
		c->n++;
	}
	raw_spin_unlock_irqrestore(&c->raw, flags);
}

/* Two guards in one scope: the last defined is closed first. */
void two_guards(struct chip *c)
{
	guard(irq)();
	guard(raw_spinlock_irqsave)(&c->raw);
	c->n++;
}
