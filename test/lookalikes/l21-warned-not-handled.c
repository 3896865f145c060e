// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics

// An assertion that interrupts are on is no proof that somebody calls with them off.

#include "spinlock.h"
#include "printk.h"

static spinlock_t lock;
static int n;

void only_warns(void)
{
	if (irqs_disabled())
		printk("called with interrupts off\n");
	spin_lock_irq(&lock);
	n++;
	spin_unlock_irq(&lock);
}

// Here something comes of it, and the second half belongs to the first.
void keeps_them_off(void)
{
	int off = irqs_disabled();

	if (!off)
		local_irq_disable();
	n++;
	if (!off)
		local_irq_enable();
}
