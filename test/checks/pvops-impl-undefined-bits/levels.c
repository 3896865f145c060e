// What pvops-impl-undefined-bits shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING,AUDIT %whole

#include "kernel.h"
#include "paravirt.h"

struct guest_data {
	unsigned long irq_enabled; /* X86_EFLAGS_IF or 0 */
};
extern struct guest_data guest;

static void guest_irq_disable(void)
{
	guest.irq_enabled = 0;
}

static void guest_irq_enable(void)
{
	guest.irq_enabled = X86_EFLAGS_IF;
}

/* error: one path sets nothing. */
static unsigned long hole_save_fl(void)
{
	unsigned long flags;

	if (guest.irq_enabled)
		flags = X86_EFLAGS_IF;
	return flags;
}

/* error: any bit decides, and not IF. */
static void any_restore_fl(unsigned long flags)
{
	if (flags)
		guest_irq_enable();
}

static const struct pv_irq_ops error_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(hole_save_fl),
	.restore_fl = __PV_IS_CALLEE_SAVE(any_restore_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(guest_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(guest_irq_enable),
};

/* warning: bits that nobody reads are kept. */
static void whole_restore_fl(unsigned long flags)
{
	guest.irq_enabled = flags;
}

static const struct pv_irq_ops warning_ops = {
	.restore_fl = __PV_IS_CALLEE_SAVE(whole_restore_fl),
};

/* audit: a word that is always the same. */
static unsigned long early_save_fl(void)
{
	return 0;
}

static const struct pv_irq_ops audit_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(early_save_fl),
};

/* Not shown. */
static unsigned long good_save_fl(void)
{
	return guest.irq_enabled & X86_EFLAGS_IF;
}

static void good_restore_fl(unsigned long flags)
{
	guest.irq_enabled = flags & X86_EFLAGS_IF;
}

static const struct pv_irq_ops good_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(good_save_fl),
	.restore_fl = __PV_IS_CALLEE_SAVE(good_restore_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(guest_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(guest_irq_enable),
};

// ERROR: levels.c:25:22: warning: hole_save_fl() returns bits 0-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]
// ERROR: levels.c:37:6: warning: any_restore_fl() decides on bits 0-8 and 10-63 of the flags it restores as 'pv_irq_ops.restore_fl.func'; look at X86_EFLAGS_IF only [pvops-impl-undefined-bits, proven]
// WARNING: levels.c:51:2: warning: whole_restore_fl() stores bits 0-8 and 10-63 of the flags it restores as 'pv_irq_ops.restore_fl.func'; store 'flags & X86_EFLAGS_IF' [pvops-impl-undefined-bits]
// AUDIT: levels.c:59:22: remark: early_save_fl() always returns the same saved flags as 'pv_irq_ops.save_fl.func', which say disabled [pvops-impl-undefined-bits]
