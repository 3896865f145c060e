// RUN: %verify %s
// RUN: %verify19 %s
//
// C1: every kind of branch.

#include "kernel.h"

extern void act(void);
extern int other(void);

void negated(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (!flags) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void loop_condition(void)
{
	unsigned long flags;

	local_save_flags(flags);
	while (flags & X86_EFLAGS_ZF) { // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
		local_save_flags(flags);
	}
}

void second_of_and(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (other() && (flags & X86_EFLAGS_CF)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void second_of_or(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (irqs_disabled_flags(flags) || (flags & X86_EFLAGS_PF)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

int question_mark(void)
{
	unsigned long flags;

	local_save_flags(flags);
	return flags & X86_EFLAGS_SF ? 1 : other(); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void for_condition(void)
{
	unsigned long flags;
	int i;

	local_save_flags(flags);
	for (i = 0; (flags >> i) & 1; i++) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void statement_expression(void)
{
	unsigned long flags;

	if (({ local_save_flags(flags); flags & X86_EFLAGS_OF; })) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void switch_operand(void)
{
	unsigned long flags;

	local_save_flags(flags);
	switch (flags & (X86_EFLAGS_IF | X86_EFLAGS_TF)) { // expected-warning {{[pvops-save-fl-bits, proven]}}
	case 0:
		break;
	case X86_EFLAGS_IF:
		act();
	}
}

void in_likely(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (likely(flags & X86_EFLAGS_ID)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}
