// RUN: %verify-audit %s
//
// C2 at audit level: restores that need no disable, but where the run-time
// check of 5.12 would fire, or would if the caller had interrupts on.

#include "kernel.h"

extern void work(void);

/* On at the save, on at the restore. */
void on_and_on(void)
{
	unsigned long flags;

	local_irq_enable();
	local_save_flags(flags);
	work();
	local_irq_restore(flags); // expected-remark {{[pvops-restore-disables]}}
}

/* Whatever the caller had, unchanged. */
void entry_and_entry(void)
{
	unsigned long flags;

	local_save_flags(flags);
	work();
	local_irq_restore(flags); // expected-remark {{[pvops-restore-disables]}}
}

/* Off at the restore: nothing to say at any level. */
void off(void)
{
	unsigned long flags;

	local_irq_save(flags);
	work();
	local_irq_restore(flags);
}

/* A warning stays a warning. */
void opened(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}
