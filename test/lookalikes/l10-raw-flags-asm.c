// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Assembly that moves the flags register for bits other than IF: AC around
// user accesses, the ID bit that tells whether CPUID exists, a guest's
// arithmetic flags, the task switch.  None of it is a save of the interrupt
// state.

#include "kernel.h"

static __always_inline unsigned long smap_save(void)
{
	unsigned long flags;

	__asm__ __volatile__("pushf; pop %0; clac"
			     : "=rm"(flags) : : "memory", "cc");
	return flags;
}

static __always_inline void smap_restore(unsigned long flags)
{
	__asm__ __volatile__("push %0; popf" : : "g"(flags) : "memory", "cc");
}

void copy_with_ac(void (*copy)(void))
{
	unsigned long flags = smap_save();

	copy();
	if (flags & X86_EFLAGS_AC)
		pr_info("AC was set\n");
	smap_restore(flags);
}

int have_flag(unsigned long mask)
{
	unsigned long f0, f1;

	__asm__ __volatile__("pushf; pushf; pop %0; mov %0,%1; xor %2,%1;"
			     "push %1; popf; pushf; pop %1; popf"
			     : "=&r"(f0), "=&r"(f1) : "ri"(mask));
	return !!((f0 ^ f1) & mask);
}

bool have_cpuid(void)
{
	return have_flag(X86_EFLAGS_ID);
}

#define EFLAGS_ARITH (X86_EFLAGS_CF | X86_EFLAGS_ZF | X86_EFLAGS_SF | X86_EFLAGS_OF)

unsigned long emulate_op(unsigned long guest_flags, unsigned long *dst)
{
	unsigned long flags = (guest_flags & EFLAGS_ARITH) | X86_EFLAGS_IF;

	__asm__ __volatile__("push %[flags]; popf; incq %[dst]; pushf; pop %[flags]"
			     : [dst] "+r"(*dst), [flags] "+D"(flags));
	if (flags & X86_EFLAGS_ZF)
		guest_flags |= X86_EFLAGS_ZF;
	return (guest_flags & ~EFLAGS_ARITH) | (flags & EFLAGS_ARITH);
}

void switch_stacks(unsigned long *prev_sp, unsigned long next_sp)
{
	__asm__ __volatile__("pushf\n\t"
			     "movq %%rsp, %0\n\t"
			     "movq %1, %%rsp\n\t"
			     "popf"
			     : "=m"(*prev_sp) : "r"(next_sp) : "memory");
}

/* The real register has every bit defined. */
bool ac_now(void)
{
	return native_save_fl() & X86_EFLAGS_AC;
}
