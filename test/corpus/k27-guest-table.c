// RUN: %verify %s
// RUN: %verify19 %s
//
// The ops of a guest that keeps its interrupt state in memory which it shares
// with its host, as lguest's did (arch/x86/lguest, until 4.13): save_fl returns
// a field, and irq_disable and irq_enable write it, as the word that it is to
// be.

#include "kernel.h"
#include "paravirt.h"

extern struct pv_irq_ops pv_irq_ops;

static struct {
	unsigned long irq_enabled;
	unsigned long irq_pending;
} shared;

static unsigned long guest_save_fl(void)
{
	return shared.irq_enabled;
}
PV_CALLEE_SAVE_REGS_THUNK(guest_save_fl);

static void guest_irq_disable(void)
{
	shared.irq_enabled = 0;
}
PV_CALLEE_SAVE_REGS_THUNK(guest_irq_disable);

static void guest_irq_enable(void)
{
	shared.irq_enabled = X86_EFLAGS_IF;
}
PV_CALLEE_SAVE_REGS_THUNK(guest_irq_enable);

static void guest_restore_fl(unsigned long flags)
{
	shared.irq_enabled = flags & X86_EFLAGS_IF;
}
PV_CALLEE_SAVE_REGS_THUNK(guest_restore_fl);

void guest_init_good(void)
{
	pv_irq_ops.save_fl = PV_CALLEE_SAVE(guest_save_fl);
	pv_irq_ops.restore_fl = PV_CALLEE_SAVE(guest_restore_fl);
	pv_irq_ops.irq_disable = PV_CALLEE_SAVE(guest_irq_disable);
	pv_irq_ops.irq_enable = PV_CALLEE_SAVE(guest_irq_enable);
}

/* The field says "masked", and save_fl forgets that. */
static struct {
	unsigned long irq_masked;
} inverted;

static unsigned long inverted_save_fl(void) // expected-warning {{inverted_save_fl() returns saved flags with IF inverted: wrong after inverted_irq_disable(), so a restore enables what was disabled; IF set means enabled [pvops-impl-undefined-bits, proven]}}
{
	return inverted.irq_masked;
}
PV_CALLEE_SAVE_REGS_THUNK(inverted_save_fl);

static void inverted_irq_disable(void)
{
	inverted.irq_masked = X86_EFLAGS_IF;
}
PV_CALLEE_SAVE_REGS_THUNK(inverted_irq_disable);

static void inverted_irq_enable(void)
{
	inverted.irq_masked = 0;
}
PV_CALLEE_SAVE_REGS_THUNK(inverted_irq_enable);

/* The field is the word itself, so that the other bits of it go there too. */
static void inverted_restore_fl(unsigned long flags)
{
	inverted.irq_masked = flags; // expected-note {{also here: inverted_restore_fl() stores bits 0-8 and 10-63 of the flags it restores as 'pv_irq_ops.restore_fl.func'; store 'flags & X86_EFLAGS_IF'}} expected-warning@-2 {{inverted_restore_fl() restores IF inverted as 'pv_irq_ops.restore_fl.func': it does what inverted_irq_enable() does; IF set means enabled [pvops-impl-undefined-bits, proven]}}
}
PV_CALLEE_SAVE_REGS_THUNK(inverted_restore_fl);

void guest_init_inverted_bad(void)
{
	pv_irq_ops.save_fl = PV_CALLEE_SAVE(inverted_save_fl);
	pv_irq_ops.restore_fl = PV_CALLEE_SAVE(inverted_restore_fl);
	pv_irq_ops.irq_disable = PV_CALLEE_SAVE(inverted_irq_disable);
	pv_irq_ops.irq_enable = PV_CALLEE_SAVE(inverted_irq_enable);
}

/* A byte has no bit 9. */
static struct {
	u8 irq_on;
} narrow;

static unsigned long narrow_save_fl(void) // expected-warning {{in which IF is never set}}
{
	return narrow.irq_on;
}
PV_CALLEE_SAVE_REGS_THUNK(narrow_save_fl);

static void narrow_irq_disable(void)
{
	narrow.irq_on = 0;
}
PV_CALLEE_SAVE_REGS_THUNK(narrow_irq_disable);

static void narrow_irq_enable(void)
{
	narrow.irq_on = 1;
}
PV_CALLEE_SAVE_REGS_THUNK(narrow_irq_enable);

void guest_init_narrow_bad(void)
{
	pv_irq_ops.save_fl = PV_CALLEE_SAVE(narrow_save_fl);
	pv_irq_ops.irq_disable = PV_CALLEE_SAVE(narrow_irq_disable);
	pv_irq_ops.irq_enable = PV_CALLEE_SAVE(narrow_irq_enable);
}

/* The byte alone is read, and what is above it in the register is noise. */
static unsigned long rest_save_fl(void) // expected-warning {{rest_save_fl() returns bits 9-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	asm("movb %1, %b0; add %0, %0" : "=q"(flags) : "m"(narrow.irq_on));
	return flags;
}
PV_CALLEE_SAVE_REGS_THUNK(rest_save_fl);

void guest_init_rest_bad(void)
{
	pv_irq_ops.save_fl = PV_CALLEE_SAVE(rest_save_fl);
}

static unsigned long wide_save_fl(void)
{
	unsigned long flags;

	asm("movzbl %1, %k0; shl $9, %k0" : "=q"(flags) : "m"(narrow.irq_on));
	return flags;
}
PV_CALLEE_SAVE_REGS_THUNK(wide_save_fl);

void guest_init_wide_good(void)
{
	pv_irq_ops.save_fl = PV_CALLEE_SAVE(wide_save_fl);
}
