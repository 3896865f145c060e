// RUN: %verify %s
// RUN: %verify19 %s
// RUN: %clang22 -std=gnu11 -fsyntax-only -w -I%inputs -fplugin=%plugin22 -fplugin-arg-pvlint-level=audit %s 2>&1 | FileCheck --check-prefix=AUDIT %s
//
// Implementations of save_fl in C, in the style of lguest and of Xen: what is
// in IF of the result, bit by bit.

#include "kernel.h"
#include "paravirt.h"

struct vcpu_info {
	u8 upcall_pending;
	u8 upcall_mask; /* not 0: off */
};

extern struct vcpu_info *this_vcpu(void);

static void vcpu_irq_disable(void)
{
	this_vcpu()->upcall_mask = 1;
}

static void vcpu_irq_enable(void)
{
	this_vcpu()->upcall_mask = 0;
}

/* 0 or 1, shifted to where IF is. */
static unsigned long good_save_fl(void)
{
	unsigned long flags = !this_vcpu()->upcall_mask;

	return (-flags) & X86_EFLAGS_IF;
}

static const struct pv_irq_ops good_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(good_save_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(vcpu_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(vcpu_irq_enable),
};

/* By branches. */
static unsigned long branch_save_fl(void)
{
	if (this_vcpu()->upcall_mask)
		return 0;
	return X86_EFLAGS_IF;
}

static const struct pv_irq_ops branch_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(branch_save_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(vcpu_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(vcpu_irq_enable),
};

static unsigned long one_save_fl(void) // expected-warning {{in which IF is never set}}
{
	return !this_vcpu()->upcall_mask;
}

static const struct pv_irq_ops one_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(one_save_fl),
};

/* Eight bits are not enough. */
static unsigned long narrow_save_fl(void) // expected-warning {{in which IF is never set}}
{
	u8 flags = this_vcpu()->upcall_mask ? 0 : X86_EFLAGS_IF;

	return flags;
}

static const struct pv_irq_ops narrow_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(narrow_save_fl),
};

static unsigned long inverted_save_fl(void) // expected-warning {{inverted_save_fl() returns saved flags with IF inverted: wrong after vcpu_irq_disable(), so a restore enables what was disabled; IF set means enabled [pvops-impl-undefined-bits, proven]}}
{
	return this_vcpu()->upcall_mask ? X86_EFLAGS_IF : 0;
}

static const struct pv_irq_ops inverted_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(inverted_save_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(vcpu_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(vcpu_irq_enable),
};

/* One path sets nothing. */
unsigned long hole_save_fl(void) // expected-warning {{hole_save_fl() returns bits 0-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	if (!this_vcpu()->upcall_mask)
		flags = X86_EFLAGS_IF;
	return flags;
}
PV_CALLEE_SAVE_REGS_THUNK(hole_save_fl);

static void hole_setup(void)
{
	pv_ops.irq.save_fl = PV_CALLEE_SAVE(hole_save_fl);
}

/* IF is set; what is above is not. That is what the contract allows. */
// AUDIT: :[[@LINE+1]]:{{.*}}remark: half_save_fl() leaves bits 32-63 {{.*}}undefined{{.*}}[pvops-impl-undefined-bits]
static unsigned long half_save_fl(void)
{
	unsigned long noise;
	unsigned long flags = this_vcpu()->upcall_mask ? 0 : X86_EFLAGS_IF;

	return flags | (noise & ~0xffffffffUL);
}

static const struct pv_irq_ops half_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(half_save_fl),
};

/* Off for good, while the system starts. */
// AUDIT: :[[@LINE+1]]:{{.*}}remark: early_save_fl() always returns the same saved flags
static unsigned long early_save_fl(void)
{
	return 0;
}

static const struct pv_irq_ops early_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(early_save_fl),
};

/* The real register. */
static unsigned long bare_save_fl(void)
{
	return native_save_fl();
}

static const struct pv_irq_ops bare_ops = {
	.save_fl = __PV_IS_CALLEE_SAVE(bare_save_fl),
};

/* Nobody's op. */
unsigned long other(void)
{
	unsigned long flags;

	return flags;
}
