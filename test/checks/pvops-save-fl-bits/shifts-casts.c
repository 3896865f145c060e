// RUN: %verify %s
// RUN: %verify19 %s
//
// C1: shifts move the defined bit, casts cut the word.

#include "kernel.h"

extern void act(void);

void shift_one_off(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((flags >> 8) & 1) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
	if ((flags >> 9) & 1)
		act();
}

void shift_too_wide(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((flags >> 9) & 3) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void shift_without_mask(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags >> 9) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* The privilege level: two undefined bits. */
int iopl(void)
{
	unsigned long flags;

	local_save_flags(flags);
	switch ((flags & X86_EFLAGS_IOPL) >> 12) { // expected-warning {{[pvops-save-fl-bits, proven]}}
	case 3:
		return 1;
	default:
		return 0;
	}
}

void shifted_left(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((flags << 1) & X86_EFLAGS_IF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
	if ((flags << 1) & X86_EFLAGS_DF)
		act();
}

void cut_to_a_byte(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((u8)(flags >> 4)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
	if ((u8)(flags >> 9) & 1)
		act();
}

/* The sign of the word is bit 63. */
void sign(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((long)flags < 0) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* A variable shift: nobody knows which bit this is. */
void bit_by_number(unsigned int nr)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags & BIT(nr)) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}
