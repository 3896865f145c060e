// RUN: %verify %s
// RUN: %verify19 %s
//
// PREEMPT_RT, the other half: a raw lock does disable there, and so does
// local_irq_save().  An inner enable under one of them is as wrong as ever,
// while the spinlock_t pair inside changes nothing.

#define CONFIG_PREEMPT_RT
#include "kernel.h"

struct chip {
	raw_spinlock_t raw;
	raw_spinlock_t raw2;
	spinlock_t lock;
	int n;
};

void raw_nested_bad(struct chip *c)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&c->raw, flags);
	raw_spin_lock_irq(&c->raw2);
	c->n++;
	raw_spin_unlock_irq(&c->raw2);
	raw_spin_unlock_irqrestore(&c->raw, flags); // expected-warning {{[pvops-restore-disables]}}
}

void local_save_bad(struct chip *c)
{
	unsigned long flags;

	local_irq_save(flags);
	c->n++;
	local_irq_enable();
	c->n++;
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void trylock_inside(struct chip *c)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&c->raw, flags);
	if (spin_trylock(&c->lock)) {
		c->n++;
		spin_unlock_irq(&c->lock);
	}
	raw_spin_unlock_irqrestore(&c->raw, flags);
}
