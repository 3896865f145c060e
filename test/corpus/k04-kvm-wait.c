// RUN: %verify %s
// RUN: %verify19 %s
//
// K4, the default level: the real kvm_wait() shape is silent here, because the
// branch that enables is taken only when the word says "on" (its audit remark
// is tested in k04-kvm-wait-audit.c).  As soon as something else than the word
// picks the branch, the restore has to disable, and that is reported.

#include "kernel.h"

void halt_by_the_word(u8 *ptr, u8 val)
{
	unsigned long flags;

	local_irq_save(flags);
	if (READ_ONCE(*ptr) != val)
		goto out;

	if (arch_irqs_disabled_flags(flags))
		halt();
	else
		safe_halt();
out:
	local_irq_restore(flags);
}

void halt_by_a_parameter_bad(u8 *ptr, u8 val, bool kick_by_irq)
{
	unsigned long flags;

	local_irq_save(flags);
	if (READ_ONCE(*ptr) != val)
		goto out;

	if (!kick_by_irq)
		halt();
	else
		safe_halt();
out:
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The test is turned round: safe_halt() runs when the caller was off. */
void halt_by_the_wrong_sense_bad(u8 *ptr, u8 val)
{
	unsigned long flags;

	local_irq_save(flags);
	if (READ_ONCE(*ptr) == val) {
		if (arch_irqs_disabled_flags(flags))
			safe_halt();
		else
			halt();
	}
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}
}

void halt_by_a_parameter_fixed(u8 *ptr, u8 val, bool kick_by_irq)
{
	unsigned long flags;

	local_irq_save(flags);
	if (READ_ONCE(*ptr) == val) {
		if (!kick_by_irq) {
			halt();
		} else {
			safe_halt();
			local_irq_disable();
		}
	}
	local_irq_restore(flags);
}
