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
	if (flags & X86_EFLAGS_AC) // expected-warning {{branch depends on bit 18 of saved flags; only IF is defined, under a hypervisor bit 18 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]}}
		act();
}

/* Bit 2 of the shifted value was bit 14 of the word. */
void nt(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if ((flags >> 12) & 4) // expected-warning {{branch depends on bit 14 of saved flags; only IF is defined, under a hypervisor bit 14 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]}}
		act();
}
