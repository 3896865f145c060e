// RUN: %verify %s
// RUN: %verify19 %s
//
// Instructions that change IF of the processor, recognised as instructions:
// with prefixes, suffixes, several in one statement, behind an alternative.
// Beside each is what only looks like one.

#include "kernel.h"

void disable_bad(void)
{
	__asm__ __volatile__("cli" : : : "memory"); // expected-warning {{[pvops-native-bypass]}}
}

void disable_good(void)
{
	local_irq_disable();
}

void enable_bad(void)
{
	asm volatile("nop\n\tsti\n\tnop"); // expected-warning {{[pvops-native-bypass]}}
}

void enable_good(void)
{
	local_irq_enable();
}

void halt_bad(void)
{
	asm volatile("sti; hlt" ::: "memory"); // expected-warning {{[pvops-native-bypass]}}
}

void halt_good(void)
{
	safe_halt();
}

/* A statement that may leave its function's way. */
int leaving_bad(int *p)
{
	asm goto("testl $1, (%0); sti; jz %l[out]" // expected-warning {{[pvops-native-bypass]}}
		 : : "r"(p) : "cc", "memory" : out);
	*p = 0;
out:
	return *p;
}

int leaving_good(int *p)
{
	asm goto("testl $1, (%0); jz %l[out]" : : "r"(p) : "cc", "memory" : out);
	local_irq_enable();
	*p = 0;
out:
	return *p;
}

/* The original of an alternative runs; its replacement lies elsewhere. */
void alternative_bad(void)
{
	asm volatile("771: cli\n772:\n"
		     ".pushsection .altinstructions,\"a\"\n"
		     ".long 771b - .\n"
		     ".popsection\n"); // expected-warning@-3 {{[pvops-native-bypass]}}
}

/* Names, comments, strings and data are no instructions. */
void not_an_instruction(int x)
{
	asm volatile("# cli and sti\n\tnop /* popf */");
	asm volatile("call clicker" : : "a"(x));
	asm volatile(".pushsection .rodata\n\t.asciz \"cli\"\n.popsection");
	asm volatile("sti_label: mov %0, %%eax" : : "r"(x) : "eax");
	asm volatile("mov $cli, %%eax" : : : "eax");
}

/* A macro of the user's is told by its name. */
#define masked(what) do { asm volatile("cli"); what; asm volatile("sti"); } while (0)

void in_macro_bad(int *p)
{
	masked(*p = 1); // expected-warning {{masked() clears the hardware IF, which has no effect in a paravirt guest: interrupts stay enabled there; use local_irq_disable() [pvops-native-bypass]}}
}

/* MWAIT is not for PV guests, so this is the idle loop of real processors. */
void mwait_idle(void)
{
	asm volatile("sti; mwait" : : "a"(0), "c"(0));
	asm volatile("sti; .byte 0x0f, 0x01, 0xc9;" : : "a"(0), "c"(0));
}
