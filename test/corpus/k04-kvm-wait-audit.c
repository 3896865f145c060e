// RUN: %verify-audit %s
//
// K4: kvm_wait(), up to 5.11 (fixed by f4e61f0c9add).  The safe_halt() branch
// leaves interrupts on before the restore.  Only that branch does it, and it
// is taken only when the word says "on": restore has nothing to disable, but
// the run-time check for bogus restores fired on every contended lock.

#include "kernel.h"

void halt_until_kicked_bad(u8 *ptr, u8 val)
{
	unsigned long flags;

	if (in_nmi())
		return;

	local_irq_save(flags);
	if (READ_ONCE(*ptr) != val)
		goto out;

	if (arch_irqs_disabled_flags(flags))
		halt();
	else
		safe_halt();
out:
	local_irq_restore(flags); // expected-remark {{[pvops-restore-disables]}}
}

void halt_until_kicked_fixed(u8 *ptr, u8 val)
{
	if (in_nmi())
		return;

	if (irqs_disabled()) {
		if (READ_ONCE(*ptr) == val)
			halt();
	} else {
		local_irq_disable();
		if (READ_ONCE(*ptr) == val)
			safe_halt();
		else
			local_irq_enable();
	}
}
