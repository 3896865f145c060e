// RUN: %verify %s
// RUN: %verify19 %s
//
// K1: setup_smap() in 3.7 to 4.1 (fixed by 581b7f158fe0) read the AC bit out
// of a word that local_save_flags() had returned, and BUG()ed on it.  On Xen
// PV only IF comes back, so whether the machine booted hung on what the
// compiler had left in the upper bits.  The remedy reads the real register.

#include "kernel.h"

void smap_check_bad(void)
{
	unsigned long eflags;

	local_save_flags(eflags);
	BUG_ON(eflags & X86_EFLAGS_AC); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void smap_check_fixed(void)
{
	unsigned long eflags = native_save_fl();

	BUG_ON(eflags & X86_EFLAGS_AC);
}
