// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// IF is the one bit that is defined: reading it, in whatever spelling, is what
// the word is for.

#include "kernel.h"

extern void when_on(void);
extern void when_off(void);

void by_mask(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags & X86_EFLAGS_IF)
		when_on();
	if (!(flags & 0x200))
		when_off();
	if ((flags & X86_EFLAGS_IF) == X86_EFLAGS_IF)
		when_on();
}

void by_helper(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (irqs_disabled_flags(flags))
		when_off();
	if (!raw_irqs_disabled_flags(flags))
		when_on();
	spin_unlock_irqrestore(lock, flags);
	if (irqs_disabled())
		when_off();
}

int by_shift(void)
{
	unsigned long flags;
	static const char *const names[2] = { "off", "on" };
	const char *name;

	local_save_flags(flags);
	if ((flags >> 9) & 1)
		when_on();
	if (flags << 54 >> 63)
		when_on();
	switch ((flags >> 9) & 1) {
	case 0:
		when_off();
		break;
	default:
		when_on();
	}
	name = names[!!(flags & X86_EFLAGS_IF)];
	pr_info("interrupts %s (%d)\n", name, (int)(flags >> 9) & 1);
	return (u16)(flags & X86_EFLAGS_IF) != 0;
}

#define IRQ_FLAGS_MASK X86_EFLAGS_IF

/* The firmware wrapper: a difference of two words, masked down to IF. */
void firmware_check(unsigned long flags, const char *call)
{
	unsigned long cur, mismatch;

	local_save_flags(cur);
	mismatch = flags ^ cur;
	if (!WARN_ON_ONCE(mismatch & IRQ_FLAGS_MASK))
		return;
	pr_err("IRQ flags corrupted by %s (0x%lx)\n", call,
	       mismatch & IRQ_FLAGS_MASK);
}

void firmware_call(void (*fn)(void))
{
	unsigned long before, after;

	local_save_flags(before);
	fn();
	local_save_flags(after);
	if ((before ^ after) & X86_EFLAGS_IF)
		pr_err("firmware changed the interrupt flag\n");
	if ((before & X86_EFLAGS_IF) != (after & X86_EFLAGS_IF))
		pr_err("firmware changed the interrupt flag\n");
}

/* Masked first, tested later. */
bool masked_early(void)
{
	unsigned long flags;

	local_save_flags(flags);
	flags &= X86_EFLAGS_IF;
	if (flags)
		return true;
	pr_info("%lx\n", flags);
	return false;
}

/* Every other bit forced to a known value is as good as masked. */
bool others_forced(void)
{
	unsigned long flags;

	local_save_flags(flags);
	flags |= ~X86_EFLAGS_IF;
	return flags != ~X86_EFLAGS_IF;
}
