// RUN: %verify %s
// RUN: %verify19 %s

// Bits are added to a word of flags between two tests of one of them: if it was set, it still is.
// If it was not, it may be by now.

#include "kernel.h"

struct regs { unsigned long flags; };

static void fault(struct regs *r, unsigned long more)
{
	if (r->flags & 0x200)
		local_irq_enable();
	r->flags |= more;
	if (r->flags & 0x200)
		local_irq_disable();
}

void handle(struct regs *r, unsigned long more)
{
	unsigned long flags;

	local_irq_save(flags);
	fault(r, more);
	local_irq_restore(flags);
}

static void fault_other_bit(struct regs *r, unsigned long more)
{
	if (r->flags & 0x100)
		local_irq_enable();
	r->flags |= more;
	if (r->flags & 0x200)
		local_irq_disable();
}

void handle_other_bit(struct regs *r, unsigned long more)
{
	unsigned long flags;

	local_irq_save(flags);
	fault_other_bit(r, more);
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}
