// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 and guards: an _irq guard's destructor enables, where an explicit irqsave
// section is still open.  The restore to report is the explicit one.

#include "kernel.h"

struct chip {
	raw_spinlock_t raw;
	spinlock_t lock;
	struct mutex mutex;
	int n;
};

extern int poke(struct chip *c);

void scoped_irq_guard(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	scoped_guard(raw_spinlock_irq, &c->raw)
		c->n++;
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void block_irq_guard(struct chip *c, int n)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	if (n) {
		guard(raw_spinlock_irq)(&c->raw);
		c->n++;
	}
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

static int helper_with_guard(struct chip *c)
{
	guard(raw_spinlock_irq)(&c->raw);

	if (c->n)
		return 0;
	return poke(c);
}

int guard_in_helper(struct chip *c)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&c->lock, flags);
	ret = helper_with_guard(c);
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return ret;
}

/* A guard of this file's own making. */
DEFINE_GUARD(chip, struct chip *, spin_lock_irq(&_T->lock), spin_unlock_irq(&_T->lock))

void own_guard(struct chip *c)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&c->raw, flags);
	scoped_guard(chip, c)
		c->n++;
	raw_spin_unlock_irqrestore(&c->raw, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The irq guard closes first, then the restore: the scope is the whole function. */
void guard_outlives_section(struct chip *c)
{
	unsigned long flags;

	guard(raw_spinlock_irq)(&c->raw);
	spin_lock_irqsave(&c->lock, flags);
	c->n++;
	spin_unlock_irqrestore(&c->lock, flags);
}

/* A conditional irq guard: a failed trylock enables as well. */
void conditional_irq_guard(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	scoped_guard(raw_spinlock_irq_try, &c->raw)
		c->n++;
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A guard that sleeps: the mutex comes with interrupts on. */
void mutex_guard(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	scoped_guard(mutex, &c->mutex)
		c->n++;
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A free-on-exit variable runs its cleanup after the restore. */
void free_after(struct chip *c)
{
	void *p __free(kfree) = kmalloc(16, GFP_KERNEL);
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	c->n = p != NULL;
	spin_unlock_irqrestore(&c->lock, flags);
}
