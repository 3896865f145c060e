// RUN: %verify %s
// RUN: %verify19 %s
//
// Asm statements that read the processor's flags and decide on IF by
// themselves, so that no word comes out.

#include "kernel.h"
#include "paravirt.h"

extern void oops(void);

void on_the_stack_bad(void)
{
	asm volatile("pushfq; testl $0x200, (%%rsp); lea 8(%%rsp), %%rsp; jz 1f; ud2; 1:" // expected-warning {{decision depends on the hardware IF, read by 'asm' on line 14, which is always set in a paravirt guest; use irqs_disabled(), or local_save_flags() for the flags [pvops-native-bypass]}}
		     : : : "cc", "memory");
}

void on_the_stack_good(void)
{
	asm volatile("pushfq; testl $0x40000, (%%rsp); lea 8(%%rsp), %%rsp; jz 1f; ud2; 1:"
		     : : : "cc", "memory");
}

void one_byte_bad(void)
{
	asm volatile("pushf\n\ttestb $2, 1(%%rsp)\n\tjz 771f\n\tud2\n771:\tpopf" : : : "cc", "memory"); // expected-warning {{[pvops-native-bypass]}}
}

void one_byte_good(void)
{
	asm volatile("pushf\n\ttestb $2, 2(%%rsp)\n\tjz 771f\n\tud2\n771:\tpopf" : : : "cc", "memory");
}

void leaves_bad(void)
{
	asm goto("pushfq; popq %%rax; bt $9, %%eax; jc %l[on]" // expected-warning {{[pvops-native-bypass]}}
		 : : : "rax", "cc", "memory" : on);
	return;
on:
	oops();
}

void leaves_good(void)
{
	asm goto("pushfq; popq %%rax; bt $21, %%eax; jc %l[id]"
		 : : : "rax", "cc", "memory" : id);
	return;
id:
	oops();
}

bool condition_bad(void)
{
	bool on;

	asm volatile("pushf; testl %1, (%%rsp); lea 8(%%rsp), %%rsp" // expected-warning {{[pvops-native-bypass]}}
		     : "=@ccnz"(on) : "i"(X86_EFLAGS_IF));
	return on;
}

bool condition_good(void)
{
	bool set;

	asm volatile("pushf; testl %1, (%%rsp); lea 8(%%rsp), %%rsp"
		     : "=@ccnz"(set) : "i"(X86_EFLAGS_AC));
	return set;
}

/* What comes out is no word any more. */
void set_bad(void)
{
	u8 on;

	asm volatile("pushf; pop %%rax; and $(1 << 9), %%eax; setnz %0" // expected-warning {{[pvops-native-bypass]}}
		     : "=q"(on) : : "rax", "cc");
	if (on)
		oops();
}

void set_good(void)
{
	u8 set;

	asm volatile("pushf; pop %%rax; and $(1 << 18), %%eax; setnz %0"
		     : "=q"(set) : : "rax", "cc");
	if (set)
		oops();
}

void shifted_bad(void)
{
	asm volatile("pushf; pop %%rax; shr $10, %%rax; jnc 1f; ud2; 1:" : : : "rax", "cc"); // expected-warning {{[pvops-native-bypass]}}
}

/* A word that comes out is judged where it is used. */
void word_good(unsigned long *to)
{
	unsigned long word;

	asm volatile("pushf; pop %0" : "=r"(word));
	*to = word;
}

/* Both words have IF: that of the ID bit is in question. */
bool cpuid_good(void)
{
	bool differ;

	asm volatile("pushfq; pushfq; xorl $0x200000, (%%rsp); popfq; pushfq;"
		     "popq %%rax; popq %%rcx; xor %%rcx, %%rax; test $0x200200, %%eax"
		     : "=@ccnz"(differ) : : "rax", "rcx", "memory");
	return differ;
}

/* Somebody else's flags, below on the stack. */
void frame_good(void)
{
	asm volatile("testl $0x200, 16(%%rsp); jz 1f; ud2; 1:" : : : "cc");
}

/* A guest's arithmetic flags. */
unsigned long emulate_good(unsigned long flags, unsigned long *dst)
{
	asm volatile("push %[flags]; popf; incq %[dst]; pushf; pop %[flags]; test $0x40, %[flags]; jz 1f; nop; 1:"
		     : [dst] "+r"(*dst), [flags] "+D"(flags));
	return flags;
}

void switch_good(unsigned long *prev_sp, unsigned long next_sp)
{
	asm volatile("pushf; movq %%rsp, %0; movq %1, %%rsp; popf; testl $0x200, %k1; jz 1f; nop; 1:"
		     : "=m"(*prev_sp) : "r"(next_sp) : "memory");
}

/* An op is made of it. */
extern void local_irq_disable_op(void);

static void board_irq_disable(void)
{
	asm volatile("pushfq; testl $0x200, (%%rsp); lea 8(%%rsp), %%rsp; jz 1f; ud2; 1:" : : : "cc", "memory");
	local_irq_disable_op();
}

static const struct pv_irq_ops board_ops = {
	.irq_disable = __PV_IS_CALLEE_SAVE(board_irq_disable),
};

/* As an index. */
extern int table[2];

int index_bad(void)
{
	return table[(native_save_fl() >> 9) & 1]; // expected-warning {{[pvops-native-bypass]}}
}

int index_good(void)
{
	return table[(native_save_fl() >> 18) & 1];
}
