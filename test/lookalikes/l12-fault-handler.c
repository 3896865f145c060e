// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Fault handlers enable according to the interrupted context: the register
// frame's flags are what the hardware pushed, every bit of them is real.

#include "kernel.h"

struct pt_regs {
	unsigned long ip;
	unsigned long cs;
	unsigned long flags;
	unsigned long sp;
};

extern int handle_mm_fault(unsigned long addr);
extern void fixup(struct pt_regs *regs);

static void do_user_fault(struct pt_regs *regs, unsigned long addr)
{
	if (regs->cs & 3) {
		local_irq_enable();
	} else {
		if (regs->flags & X86_EFLAGS_IF)
			local_irq_enable();
	}
	if (!(regs->flags & X86_EFLAGS_AC) && handle_mm_fault(addr))
		fixup(regs);
}

void page_fault(struct pt_regs *regs, unsigned long addr)
{
	do_user_fault(regs, addr);
	local_irq_disable();
}

static inline void cond_local_irq_enable(struct pt_regs *regs)
{
	if (regs->flags & X86_EFLAGS_IF)
		local_irq_enable();
}

static inline void cond_local_irq_disable(struct pt_regs *regs)
{
	if (regs->flags & X86_EFLAGS_IF)
		local_irq_disable();
}

void do_error_trap(struct pt_regs *regs, long code)
{
	cond_local_irq_enable(regs);
	if (regs->flags & X86_EFLAGS_TF)
		fixup(regs);
	pr_info("trap %ld flags %lx\n", code, regs->flags);
	cond_local_irq_disable(regs);
}

/* Called off, under somebody's save: on and off again by the same frame. */
void trap_in_section(struct pt_regs *regs, spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	do_error_trap(regs, 0);
	spin_unlock_irqrestore(lock, flags);
}
