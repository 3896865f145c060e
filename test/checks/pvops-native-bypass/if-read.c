// RUN: %verify %s
// RUN: %verify19 %s
//
// IF of a word that was read from the processor: in a Xen PV guest it is always
// set. What counts is that something hangs on IF, here or in a callee, and not
// that the word was read.

#include "kernel.h"

extern void tell(bool off);
extern int table[2];

void test_mask_bad(void)
{
	if (!(native_save_fl() & X86_EFLAGS_IF)) // expected-warning {{[pvops-native-bypass]}}
		pr_info("off\n");
}

void test_mask_good(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (!(flags & X86_EFLAGS_IF))
		pr_info("off\n");
}

void test_function_bad(void)
{
	if (native_irqs_disabled_flags(native_save_fl())) // expected-warning {{[pvops-native-bypass]}}
		pr_info("off\n");
}

void test_ops_function_bad(void)
{
	if (irqs_disabled_flags(native_save_fl())) // expected-warning {{[pvops-native-bypass]}}
		pr_info("off\n");
}

/* As in assembly: 16 bits are a whole word, fewer are a mask. */
void few_bits_bad(void)
{
	if (native_save_fl() & 0x7fff) // expected-warning {{[pvops-native-bypass]}}
		pr_info("something\n");
}

void whole_word_good(void)
{
	if (native_save_fl() & 0xffff)
		pr_info("something\n");
}

void shifted_bad(int n)
{
	unsigned long flags = native_save_fl();

	if (n && (flags >> 9) & 1) // expected-warning {{[pvops-native-bypass]}}
		pr_info("on\n");
}

void raw_pushf_bad(void)
{
	unsigned long flags;

	asm volatile("pushfq; popq %0" : "=r"(flags));
	switch (flags & X86_EFLAGS_IF) { // expected-warning {{[pvops-native-bypass]}}
	case 0:
		pr_info("off\n");
	}
}

static bool off(unsigned long flags)
{
	return !(flags & X86_EFLAGS_IF);
}

static void check(unsigned long flags)
{
	if (flags & X86_EFLAGS_IF) // expected-warning {{[pvops-native-bypass]}}
		pr_info("on\n");
}

void in_helper_bad(void)
{
	if (off(native_save_fl())) // expected-warning {{[pvops-native-bypass]}}
		pr_info("off\n");
}

void in_callee_bad(void)
{
	check(native_save_fl());
}

void in_callee_good(void)
{
	unsigned long flags;

	local_save_flags(flags);
	check(flags);
	if (off(flags))
		pr_info("off\n");
}

void told_bad(void)
{
	tell(!(native_save_fl() & X86_EFLAGS_IF)); // expected-warning {{[pvops-native-bypass]}}
}

void one_of_several_bad(void)
{
	if (native_save_fl() & (X86_EFLAGS_IF | X86_EFLAGS_AC)) // expected-warning {{[pvops-native-bypass]}}
		pr_info("on, or AC\n");
}

/* Other bits. */
void other_bits_good(unsigned long *saved)
{
	unsigned long flags = native_save_fl();

	if (flags & X86_EFLAGS_AC)
		pr_info("AC\n");
	if (flags & (X86_EFLAGS_DF | X86_EFLAGS_NT))
		pr_info("DF or NT\n");
	*saved = flags;
}

/* Both words were read alike: only the bit that was flipped in between differs. */
void probe_good(void)
{
	unsigned long one = native_save_fl(), two = native_save_fl();

	if (one != two)
		pr_info("changed\n");
	if ((one ^ two) & ~X86_EFLAGS_ID)
		pr_info("changed\n");
}
