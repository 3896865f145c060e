// RUN: %verify -fplugin-arg-pvlint-contract=%S/../../contract/states.yaml %s
// RUN: %verify19 -fplugin-arg-pvlint-contract=%S/../../contract/states.yaml %s
// Without being told there is no sense to compare.
// RUN: %clang22 -std=gnu11 -fsyntax-only -w -I%inputs -fplugin=%plugin22 %s 2>&1 | count 0
//
// irq_disable and irq_enable are hypercalls: what they leave in memory the
// contract says.

#include "kernel.h"
#include "paravirt.h"

struct shared_info {
	u8 upcall_mask;
	unsigned long irq_word;
	u8 told;
};

extern struct shared_info *shared;
extern void hypercall_disable(void);
extern void hypercall_enable(void);

static unsigned long mask_good_save_fl(void)
{
	return shared->upcall_mask ? 0 : X86_EFLAGS_IF;
}

static const struct pv_irq_ops mask_good_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(mask_good_save_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(hypercall_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(hypercall_enable),
};

static unsigned long mask_bad_save_fl(void) // expected-warning {{mask_bad_save_fl() returns saved flags with IF inverted: set while the contract says 'upcall_mask' is 1 with interrupts disabled; IF set means enabled [pvops-impl-undefined-bits, proven]}}
{
	return shared->upcall_mask ? X86_EFLAGS_IF : 0;
}

static const struct pv_irq_ops mask_bad_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(mask_bad_save_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(hypercall_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(hypercall_enable),
};

static unsigned long word_good_save_fl(void)
{
	return shared->irq_word;
}

static const struct pv_irq_ops word_good_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(word_good_save_fl),
};

static unsigned long word_bad_save_fl(void) // expected-warning {{word_bad_save_fl() returns saved flags with IF inverted: set while the contract says 'irq_word' is 0 with interrupts disabled; IF set means enabled [pvops-impl-undefined-bits, proven]}}
{
	return ~shared->irq_word & X86_EFLAGS_IF;
}

static const struct pv_irq_ops word_bad_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(word_bad_save_fl),
};

static void mask_good_restore_fl(unsigned long flags)
{
	shared->upcall_mask = !(flags & X86_EFLAGS_IF);
}

static const struct pv_irq_ops restore_good_ops = {
	.restore_fl = __PV_IS_CALLEE_SAVE(mask_good_restore_fl),
};

static void mask_bad_restore_fl(unsigned long flags) // expected-warning {{mask_bad_restore_fl() restores IF inverted: it leaves the value for which the contract says 'upcall_mask' is 0 with interrupts enabled; IF set means enabled [pvops-impl-undefined-bits, proven]}}
{
	shared->upcall_mask = !!(flags & X86_EFLAGS_IF);
}

static const struct pv_irq_ops restore_bad_ops = {
	.restore_fl = __PV_IS_CALLEE_SAVE(mask_bad_restore_fl),
};

/* The contract says nothing of this one. */
static unsigned long other_save_fl(void)
{
	return shared->told ? X86_EFLAGS_IF : 0;
}

static const struct pv_irq_ops other_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(other_save_fl),
};

/* What code in sight leaves counts before what the contract says. */
static void code_irq_disable(void)
{
	shared->irq_word = 0x200;
}

static unsigned long code_save_fl(void)
{
	return ~shared->irq_word & X86_EFLAGS_IF;
}

static void code_irq_enable(void)
{
	shared->irq_word = 0;
}

static const struct pv_irq_ops code_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(code_save_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(code_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(code_irq_enable),
};
