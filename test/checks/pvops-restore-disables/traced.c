// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 with TRACE_IRQFLAGS headers, whose restore tests the word first: the same
// findings as without, once each.

#define CONFIG_TRACE_IRQFLAGS
#include "kernel.h"

extern void work(void);

void save_enable_restore(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void one_path(int n)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_disable();
	if (n)
		local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void halts(void)
{
	unsigned long flags;

	local_irq_save(flags);
	safe_halt();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void closed_again(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_disable();
	local_irq_restore(flags);
}

void reads_ac(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (flags & X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		work();
	local_irq_restore(flags);
}
