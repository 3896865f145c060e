// RUN: %verify %s
// RUN: %verify19 %s
//
// K3: timer_irq_works(), up to 5.10, saved the word, enabled, waited for the
// timer to tick and restored.  Its caller check_timer() holds interrupts off,
// so the word says "off" and the restore had to disable.  Since restore is
// enable-only, check_timer() went on with interrupts on.

#include "kernel.h"

static int timer_ticks_bad(void)
{
	unsigned long t1 = jiffies;
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	mdelay(10);
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}

	return jiffies - t1 > 4;
}

void route_timer_bad(int pin)
{
	unsigned long flags;

	local_irq_save(flags);
	if (pin >= 0 && timer_ticks_bad())
		goto out;
	if (timer_ticks_bad())
		pr_info("timer works through the virtual wire\n");
out:
	local_irq_restore(flags);
}

/* The caller is known to be off: say so, and disable again. */
static int timer_ticks_fixed(void)
{
	unsigned long t1 = jiffies;

	if (WARN_ON_ONCE(!irqs_disabled()))
		local_irq_disable();
	local_irq_enable();
	mdelay(10);
	local_irq_disable();

	return jiffies - t1 > 4;
}

void route_timer_fixed(int pin)
{
	unsigned long flags;

	local_irq_save(flags);
	if (pin >= 0 && timer_ticks_fixed())
		goto out;
	if (timer_ticks_fixed())
		pr_info("timer works through the virtual wire\n");
out:
	local_irq_restore(flags);
}
