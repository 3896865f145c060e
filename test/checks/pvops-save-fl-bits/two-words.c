// RUN: %verify %s
// RUN: %verify19 %s
//
// C1: two words compared.  Equal interrupt states do not make equal words: the
// undefined bits of two saves differ as they please.

#include "kernel.h"

extern void call_out(void);
extern void act(void);

void equal(void)
{
	unsigned long before, after;

	local_save_flags(before);
	call_out();
	local_save_flags(after);
	if (before == after) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void not_equal(void)
{
	unsigned long before, after;

	local_save_flags(before);
	call_out();
	local_save_flags(after);
	WARN_ON_ONCE(before != after); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void xor_all(void)
{
	unsigned long before, after;

	local_save_flags(before);
	call_out();
	local_save_flags(after);
	if (before ^ after) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void xor_too_wide(void)
{
	unsigned long before, after;

	local_save_flags(before);
	call_out();
	local_save_flags(after);
	if ((before ^ after) & (X86_EFLAGS_IF | X86_EFLAGS_DF)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void ordered(void)
{
	unsigned long before, after;

	local_save_flags(before);
	call_out();
	local_save_flags(after);
	if (before > after) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* A word against a constant. */
void against_constant(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags == (X86_EFLAGS_IF | X86_EFLAGS_FIXED)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* Masked to IF, on both sides or after the difference: fine. */
void masked(void)
{
	unsigned long before, after;

	local_save_flags(before);
	call_out();
	local_save_flags(after);
	if ((before ^ after) & X86_EFLAGS_IF)
		act();
	if ((before & X86_EFLAGS_IF) == (after & X86_EFLAGS_IF))
		act();
	if (irqs_disabled_flags(before) != irqs_disabled_flags(after))
		act();
}

/* Masked on one side only. */
void masked_on_one_side(void)
{
	unsigned long before, after;

	local_save_flags(before);
	call_out();
	local_save_flags(after);
	if ((before & X86_EFLAGS_IF) == after) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}
