// RUN: %verify %s
// RUN: %verify19 %s
//
// Words of the processor's flags and words of the paravirt ops do not mix, and
// popf does not give back what an op took away.

#include "kernel.h"

void give_to_op_bad(void)
{
	unsigned long flags = native_save_fl();

	local_irq_disable();
	local_irq_restore(flags); // expected-warning {{[pvops-native-bypass]}}
}

void give_to_op_good(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_restore(flags);
}

void load_ops_word_bad(void)
{
	unsigned long flags;

	local_irq_save(flags);
	asm volatile("push %0; popf" : : "g"(flags) : "memory", "cc"); // expected-warning {{'asm' loads the flags saved by local_irq_save() into the CPU's flags; only IF is defined there, and a paravirt guest ignores it; use local_irq_restore() [pvops-native-bypass]}}
}

void popf_after_op_bad(void)
{
	unsigned long flags;

	asm volatile("pushf; pop %0" : "=r"(flags));
	local_irq_disable();
	asm volatile("push %0; popf" : : "r"(flags) : "cc"); // expected-warning {{'asm' loads the CPU's flags, which has no effect on interrupts in a paravirt guest: they stay disabled since local_irq_disable(); use local_irq_restore() [pvops-native-bypass]}}
}

/* AC for the time of an access; interrupts are as they were. */
void ac_good(int *p)
{
	unsigned long flags;

	asm volatile("pushf; pop %0; stac" : "=r"(flags));
	*p = 1;
	asm volatile("push %0; popf" : : "r"(flags) : "cc");
}

/* The same under irqsave: off before, off after. */
void ac_in_section_good(int *p)
{
	unsigned long flags, ac;

	local_irq_save(flags);
	asm volatile("pushf; pop %0; stac" : "=r"(ac));
	*p = 1;
	asm volatile("push %0; popf" : : "r"(ac) : "cc");
	local_irq_restore(flags);
}
