// RUN: %verify %s
// RUN: %verify19 %s
//
// The ops of vSMP (arch/x86/kernel/vsmp_64.c, until 4.19): AC of the real
// register is the shadow of IF, disabled while it is set. The save may look at
// it, for it reads the register; the restore writes AC itself, and loads all
// other bits of the word into the register.

#include "kernel.h"
#include "paravirt.h"

extern struct pv_irq_ops pv_irq_ops;

static unsigned long shadow_save_fl(void)
{
	unsigned long flags = native_save_fl();

	if (!(flags & X86_EFLAGS_IF) || (flags & X86_EFLAGS_AC))
		flags &= ~X86_EFLAGS_IF;
	return flags;
}
PV_CALLEE_SAVE_REGS_THUNK(shadow_save_fl);

static void shadow_restore_fl(unsigned long flags)
{
	if (flags & X86_EFLAGS_IF)
		flags &= ~X86_EFLAGS_AC;
	else
		flags |= X86_EFLAGS_AC;
	asm volatile("push %0; popf" : : "g"(flags) : "memory", "cc"); // expected-warning {{shadow_restore_fl() loads bits 0-8, 10-17 and 19-63 of the flags it restores into the CPU's flags; enable interrupts if IF is set, else do nothing [pvops-impl-undefined-bits]}}
}
PV_CALLEE_SAVE_REGS_THUNK(shadow_restore_fl);

void shadow_init(void)
{
	pv_irq_ops.save_fl = PV_CALLEE_SAVE(shadow_save_fl);
	pv_irq_ops.restore_fl = PV_CALLEE_SAVE(shadow_restore_fl);
}
