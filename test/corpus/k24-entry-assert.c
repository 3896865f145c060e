// RUN: %verify %s
// RUN: %verify19 %s
//
// K24: 4.14 got an assertion for the entry code, under a debug option, that
// interrupts are off (repaired by e17f8234538d). It pushed the flags and tested
// IF in them, which in a Xen PV guest is always set: every entry of such a
// kernel warned. The repaired one asks the paravirt ops.

#include "kernel.h"

static __always_inline unsigned long flags_word(void)
{
	unsigned long word;

	asm volatile("pushfq\n\tpopq %0" : "=rm"(word) : : "memory");
	return word;
}

#define ASSERT_IRQS_OFF_BAD() BUG_ON(flags_word() & X86_EFLAGS_IF)
#define ASSERT_IRQS_OFF_FIXED()				\
	do {						\
		unsigned long _word;			\
		local_save_flags(_word);		\
		BUG_ON(_word & X86_EFLAGS_IF);		\
	} while (0)

void syscall_entry_bad(void)
{
	ASSERT_IRQS_OFF_BAD(); // expected-warning {{[pvops-native-bypass]}}
	local_irq_enable();
}

void syscall_entry_fixed(void)
{
	ASSERT_IRQS_OFF_FIXED();
	local_irq_enable();
}
