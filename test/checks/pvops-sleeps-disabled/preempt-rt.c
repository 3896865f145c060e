// RUN: %verify -DCONFIG_PREEMPT_RT %s
// RUN: %verify19 -DCONFIG_PREEMPT_RT %s
// RUN: %verify -DWITHOUT %s
//
// With PREEMPT_RT a spinlock_t is a lock that sleeps: it must not be taken with interrupts disabled, which only
// local_irq_save() and raw_spinlock_t do. Without, all of this is right.

#include "kernel.h"

struct chip {
	raw_spinlock_t raw;
	spinlock_t lock;
	int n;
};

static void count(struct chip *c)
{
	spin_lock(&c->lock);
	c->n++;
	spin_unlock(&c->lock);
}

void disabled(struct chip *c)
{
	local_irq_disable();
#ifdef CONFIG_PREEMPT_RT
	spin_lock(&c->lock); // expected-warning {{spin_lock() may sleep with interrupts disabled by local_irq_disable() on line 25: the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]}}
#else
	spin_lock(&c->lock); // expected-no-diagnostics
#endif
	c->n++;
	spin_unlock(&c->lock);
	local_irq_enable();
}

void under_raw_lock(struct chip *c)
{
	raw_spin_lock_irq(&c->raw);
#ifdef CONFIG_PREEMPT_RT
	count(c); // expected-warning {{count() (spin_lock()) may sleep with interrupts disabled by raw_spin_lock_irq(): the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]}}
#else
	count(c);
#endif
	raw_spin_unlock_irq(&c->raw);
}

void tried(struct chip *c)
{
	local_irq_disable();
	if (spin_trylock(&c->lock)) {
		c->n++;
		spin_unlock(&c->lock);
	}
	local_irq_enable();
}

#ifdef CONFIG_PREEMPT_RT
void raw_is_inside(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	raw_spin_lock_irq(&c->raw);
	c->n++;
	raw_spin_unlock_irq(&c->raw);
	spin_unlock_irqrestore(&c->lock, flags);
}
#endif

void nested(struct chip *c, struct chip *d)
{
	spin_lock_irq(&c->lock);
	spin_lock(&d->lock);
	d->n++;
	spin_unlock(&d->lock);
	spin_unlock_irq(&c->lock);
}
