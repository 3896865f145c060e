// RUN: %verify %s
// RUN: %verify19 %s
//
// Implementations of restore_fl: only IF of the word may count, and in the
// sense of the table's other functions.

#include "kernel.h"
#include "paravirt.h"

struct guest_data {
	unsigned long irq_enabled; /* X86_EFLAGS_IF or 0 */
	int pending;
};

extern struct guest_data guest;
extern void send_notify(void);

static void guest_irq_disable(void)
{
	guest.irq_enabled = 0;
}

static void guest_irq_enable(void)
{
	guest.irq_enabled = X86_EFLAGS_IF;
}

static void good_restore_fl(unsigned long flags)
{
	guest.irq_enabled = flags & X86_EFLAGS_IF;
	if (guest.pending && (flags & X86_EFLAGS_IF))
		send_notify();
}

static const struct pv_irq_ops good_ops = {
	.restore_fl = __PV_IS_CALLEE_SAVE(good_restore_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(guest_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(guest_irq_enable),
};

static void whole_restore_fl(unsigned long flags)
{
	guest.irq_enabled = flags; // expected-warning {{stores bits 0-8 and 10-63}}
}

static void nonzero_restore_fl(unsigned long flags)
{
	if (flags) // expected-warning {{decides on bits 0-8 and 10-63}}
		guest_irq_enable();
}

static void equal_restore_fl(unsigned long flags)
{
	if (flags == X86_EFLAGS_IF) // expected-warning {{decides on}}
		guest_irq_enable();
}

static void popf_restore_fl(unsigned long flags)
{
	asm volatile("push %0; popf" : : "g"(flags) : "memory", "cc"); // expected-warning {{loads bits 0-8 and 10-63}}
}

static void inverted_restore_fl(unsigned long flags) // expected-warning {{inverted_restore_fl() restores IF inverted as 'pv_irq_ops.restore_fl.func': it does the opposite of what the flags say; IF set means enabled [pvops-impl-undefined-bits, proven]}}
{
	if (flags & X86_EFLAGS_IF)
		guest_irq_disable();
	else
		guest_irq_enable();
}

static void only_enables_restore_fl(unsigned long flags)
{
	if (flags & X86_EFLAGS_IF)
		guest_irq_enable();
}

static void setup(void)
{
	pv_ops.irq.restore_fl = __PV_IS_CALLEE_SAVE(whole_restore_fl);
	pv_ops.irq.restore_fl = __PV_IS_CALLEE_SAVE(nonzero_restore_fl);
	pv_ops.irq.restore_fl = __PV_IS_CALLEE_SAVE(equal_restore_fl);
	pv_ops.irq.restore_fl.func = popf_restore_fl;
}

static const struct pv_irq_ops inverted_ops = {
	.restore_fl = __PV_IS_CALLEE_SAVE(inverted_restore_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(guest_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(guest_irq_enable),
};

static const struct pv_irq_ops only_enables_ops = {
	.restore_fl = __PV_IS_CALLEE_SAVE(only_enables_restore_fl),
	.irq_disable = __PV_IS_CALLEE_SAVE(guest_irq_disable),
	.irq_enable = __PV_IS_CALLEE_SAVE(guest_irq_enable),
};
