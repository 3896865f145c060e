// RUN: %verify %s
// RUN: %verify19 %s
//
// C1: masks.  Whatever part of the word is looked at, every bit but IF (bit 9)
// is whatever the hypervisor's save_fl() left there.

#include "kernel.h"

extern void act(void);
extern void use(unsigned long v);

void one_bit(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags & X86_EFLAGS_TF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* IF is in the mask, but it does not decide alone. */
void if_and_more(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags & (X86_EFLAGS_IF | X86_EFLAGS_TF)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void all_but_one(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags & ~X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void in_two_steps(void)
{
	unsigned long flags, part;

	local_save_flags(flags);
	part = flags & 0xff00;
	part &= ~X86_EFLAGS_IF;
	if (part != 0) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void set_one_test_another(void)
{
	unsigned long flags;

	local_save_flags(flags);
	flags |= X86_EFLAGS_TF;
	if ((flags & (X86_EFLAGS_TF | X86_EFLAGS_AC)) == X86_EFLAGS_TF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void toggled(void)
{
	unsigned long flags;

	local_save_flags(flags);
	flags ^= X86_EFLAGS_AC;
	if (!(flags & X86_EFLAGS_AC)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void complemented(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (~flags & X86_EFLAGS_DF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* The word of a lock is a word like any other. */
void from_a_lock(raw_spinlock_t *lock)
{
	unsigned long flags;

	raw_spin_lock_irqsave(lock, flags);
	if (flags & X86_EFLAGS_NT) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
	raw_spin_unlock_irqrestore(lock, flags);
}

void from_a_read_lock(rwlock_t *lock)
{
	unsigned long flags;

	read_lock_irqsave(lock, flags);
	WARN_ON_ONCE(flags & X86_EFLAGS_AC); // expected-warning {{[pvops-save-fl-bits, proven]}}
	read_unlock_irqrestore(lock, flags);
}

/* No variable in between. */
void straight_from_the_call(void)
{
	if (arch_local_save_flags() & X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
	if (arch_local_save_flags() & X86_EFLAGS_IF)
		act();
}

/* The low half decides whether the carry reaches bit 9. */
void sum(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((flags + 1) & X86_EFLAGS_IF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* Constants decide here, not the word. */
void decided_by_constants(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((flags & X86_EFLAGS_AC) & X86_EFLAGS_IF)
		act();
	if ((flags | X86_EFLAGS_AC) & X86_EFLAGS_AC)
		act();
	if (((flags & X86_EFLAGS_IF) + 1) & 1)
		act();
	if ((flags & 0) == 0)
		act();
}

/* Overwritten or masked on the way: nothing undefined is left. */
void washed(bool c)
{
	unsigned long flags;

	local_save_flags(flags);
	if (c)
		flags = X86_EFLAGS_AC;
	else
		flags &= X86_EFLAGS_IF;
	if (flags & X86_EFLAGS_AC)
		act();
	use(flags);
}

/* Washed on one path only. */
void washed_on_one_path(bool c)
{
	unsigned long flags;

	local_save_flags(flags);
	if (c)
		flags = X86_EFLAGS_AC;
	if (flags & X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}
