/*
 * A restore that would have to disable.
 *
 * To find out whether the timer interrupt arrives, turn interrupts on, wait,
 * and see if the clock has moved.  The state of the caller is saved before and
 * restored after: it looks careful.
 *
 * But the caller holds interrupts off.  The word says "off", and restore is
 * "if the word says on, enable": it does nothing.  route_timer() goes on with
 * interrupts on, reprograms the interrupt controller in the open, and takes an
 * interrupt halfway.  (Linux up to 5.10, in timer_irq_works().)
 */
#include "kernel.h"

extern void program_pin(int pin);

static bool timer_works(void)
{
	unsigned long start = jiffies;
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	mdelay(10);
	local_irq_restore(flags);	/* wrong: would have to disable */

	return jiffies - start > 4;
}

void route_timer(int pin1, int pin2)
{
	unsigned long flags;

	local_irq_save(flags);
	program_pin(pin1);
	if (timer_works())
		goto out;
	program_pin(pin2);
	if (timer_works())
		goto out;
	pr_info("no timer interrupt on either pin\n");
out:
	local_irq_restore(flags);
}

/* right: the caller is known to be off, so say what is meant */
static bool timer_works_fixed(void)
{
	unsigned long start = jiffies;

	local_irq_enable();
	mdelay(10);
	local_irq_disable();

	return jiffies - start > 4;
}

void route_timer_fixed(int pin1, int pin2)
{
	unsigned long flags;

	local_irq_save(flags);
	program_pin(pin1);
	if (!timer_works_fixed())
		program_pin(pin2);
	local_irq_restore(flags);
}
