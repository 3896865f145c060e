// RUN: %irqs %s -I%inputs -std=gnu11

// What the engine takes the interrupt state for, line by line.

#include "spinlock.h"

static spinlock_t lock;
int ready(void);

void saves_and_restores(void)
{
	unsigned long flags;

	ready(); // irqs: entry
	spin_lock_irqsave(&lock, flags);
	ready(); // irqs: off
	spin_unlock_irqrestore(&lock, flags);
	ready(); // irqs: entry
}

void disables_and_enables(void)
{
	spin_lock_irq(&lock);
	ready(); // irqs: off
	spin_unlock_irq(&lock);
	ready(); // irqs: on
}

void on_one_path(int n)
{
	unsigned long flags;

	if (n)
		local_irq_save(flags);
	ready(); // irqs: off|entry
	if (n) {
		ready(); // irqs: off
		local_irq_restore(flags);
	}
	ready(); // irqs: entry
}

void tests(void)
{
	if (irqs_disabled()) {
		// irqs: entry
		ready();
		return;
	}
	local_irq_disable();
	ready(); // irqs: off
	local_irq_enable();
}

void never_comes_back(int n)
{
	local_irq_disable();
	for (;;)
		ready(); // irqs: off
	ready(); // irqs: none
}
