// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Idle entry runs with interrupts off on entry and on at exit, by design:
// safe_halt() must enable in the same instruction pair that halts, or a wakeup
// is lost.  No save is around it, so there is nothing to restore.

#include "kernel.h"

extern bool need_resched(void);

void arch_idle(void)
{
	raw_safe_halt();
}

void default_idle(void)
{
	local_irq_disable();
	if (need_resched()) {
		local_irq_enable();
		return;
	}
	safe_halt();
}

void idle_loop(void)
{
	for (;;) {
		while (!need_resched()) {
			local_irq_disable();
			if (need_resched())
				local_irq_enable();
			else
				arch_idle();
		}
		schedule();
	}
}

/* Polling idle: enables while it waits, and the caller wants it off again. */
static int poll_idle(void)
{
	local_irq_enable();
	while (!need_resched())
		cpu_relax();
	local_irq_disable();
	return 0;
}

int enter_poll_state(void)
{
	unsigned long flags;
	int ret;

	local_irq_save(flags);
	ret = poll_idle();
	local_irq_restore(flags);
	return ret;
}
