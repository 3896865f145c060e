// RUN: %irqs %s -I%inputs -std=gnu11

// Interrupts that a count disables, line by line.

#include "spinlock.h"
#include "interrupt_rc.h"

static spinlock_t lock;
int ready(void);

void nests(void)
{
	ready(); // irqs: entry
	local_interrupt_disable();
	ready(); // irqs: off
	local_interrupt_disable();
	ready(); // irqs: off
	local_interrupt_enable();
	ready(); // irqs: off
	local_interrupt_enable();
	ready(); // irqs: entry
}

void over_on(void)
{
	local_irq_enable();
	spin_lock_irq_disable(&lock);
	ready(); // irqs: off
	spin_unlock_irq_enable(&lock);
	ready(); // irqs: on
}

void inside_irqsave(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_interrupt_disable();
	ready(); // irqs: off
	local_interrupt_enable();
	ready(); // irqs: off
	local_irq_restore(flags);
	ready(); // irqs: entry
}

void the_callers(void)
{
	spin_unlock_irq_enable(&lock);
	ready(); // irqs: other
	spin_lock_irq_disable(&lock);
	ready(); // irqs: entry
}

void on_one_path(int n)
{
	if (n)
		local_interrupt_disable();
	ready(); // irqs: off|entry
	if (n)
		local_interrupt_enable();
	ready(); // irqs: entry
}
