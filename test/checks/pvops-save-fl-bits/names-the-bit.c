// RUN: %verify %s
// RUN: %verify19 %s
//
// C1: the report says which bit was read.

#include "kernel.h"

extern void act(void);

void ac(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags & X86_EFLAGS_AC) // expected-warning-re {{bit 18{{.*}}[pvops-save-fl-bits]}}
		act();
}

/* Bit 2 of the shifted value was bit 14 of the word. */
void nt(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((flags >> 12) & 4) // expected-warning-re {{bit 14{{.*}}[pvops-save-fl-bits]}}
		act();
}
