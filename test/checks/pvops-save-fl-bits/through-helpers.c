// RUN: %verify %s
// RUN: %verify19 %s
//
// C1 through functions of the same file.  A word handed to a helper is read
// where the helper reads it; a derived value handed back is read in the caller.

#include "kernel.h"

extern void act(void);

static int smap_was_on(unsigned long word)
{
	if (word & X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		return 1;
	return 0;
}

void word_as_argument(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (smap_was_on(flags))
		act();
}

/* Two calls deep. */
static void deepest(unsigned long word)
{
	BUG_ON(word & X86_EFLAGS_NT); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

static void middle(int n, unsigned long word)
{
	if (n)
		deepest(word);
}

void two_deep(int n)
{
	unsigned long flags;

	local_save_flags(flags);
	middle(n, flags);
}

/* The same kind of helper, but it only ever sees the real register. */
static int real_ac(unsigned long eflags)
{
	if (eflags & X86_EFLAGS_AC)
		return 1;
	return 0;
}

int real_register(void)
{
	return real_ac(native_save_fl());
}

/* A helper that gets the word masked. */
static int masked_argument(unsigned long v)
{
	if (v)
		return 1;
	return 0;
}

int masked_by_caller(void)
{
	unsigned long flags;

	local_save_flags(flags);
	return masked_argument(flags & X86_EFLAGS_IF);
}

static unsigned long get_word(void)
{
	unsigned long flags;

	local_save_flags(flags);
	return flags;
}

void word_as_result(void)
{
	if (get_word() & X86_EFLAGS_DF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
	if (get_word() & X86_EFLAGS_IF)
		act();
}

static unsigned long get_ac(void)
{
	unsigned long flags;

	local_save_flags(flags);
	return flags & X86_EFLAGS_AC;
}

void bit_as_result(void)
{
	unsigned long ac = get_ac();

	if (ac) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* In and out again: the helper moves the bit. */
static unsigned long move_down(unsigned long v, int by)
{
	return v >> by;
}

void moved(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (move_down(flags, 9) & 1)
		act();
	if (move_down(flags, 18) & 1) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

static unsigned long only_if(unsigned long word)
{
	return word & X86_EFLAGS_IF;
}

void masked_by_helper(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (only_if(flags))
		act();
}
