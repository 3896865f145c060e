/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What was the interrupt state, and what did the word say, when a restore ran? Each expansion of pv_oracle() is a site
 * with a record of its own in the section pv_sites, which exists whether or not the site ever runs.
 *
 * Only with -DPV_ORACLE (KCFLAGS): an analysis of the same tree sees the kernel's own macros.
 */
#ifndef _LINUX_PV_ORACLE_H
#define _LINUX_PV_ORACLE_H

#if defined(PV_ORACLE) && !defined(__ASSEMBLY__)
#include <linux/stringify.h>
#include <linux/types.h>
#include <asm/asm.h>

struct pv_site {
	u64 ip;			/* behind the call: what debug information is asked for */
	u32 kind, line;
	u64 count[4];		/* off/off off/on on/off on/on, as state/word */
};

/*
 * The code is one call of a thunk that keeps every register but the flags, so that the compiler arranges what is around
 * it as it would without. A label of C (_THIS_IP_) would keep the function from being inlined. nomerge keeps the ends of
 * two branches two sites. No comma may stand outside of parentheses: guards hand this on as an argument of macros.
 */
#ifdef CONFIG_64BIT
#define PV_LOAD_SITE	"lea 662f(%%rip), %0"
#define PV_WORD_REG	"D"
#else
#define PV_LOAD_SITE	"movl $662f, %0"
#define PV_WORD_REG	"d"
#endif
#define pv_oracle(kind, flags)							\
	__attribute__((nomerge)) do {						\
		unsigned long __pv_word = (flags);				\
		unsigned long __pv_site;					\
		asm volatile(							\
			PV_LOAD_SITE "\n\t"					\
			"call pv_oracle_thunk\n"				\
			"661:\n\t"						\
			".pushsection pv_sites,\"aw\",@progbits\n\t"		\
			".balign 8\n"						\
			"662:\t.quad 661b\n\t"					\
			".long " kind ", " __stringify(__LINE__) "\n\t"		\
			".quad 0, 0, 0, 0\n\t"					\
			".popsection"						\
			: "=&S" (__pv_site), ASM_CALL_CONSTRAINT		\
			: PV_WORD_REG (__pv_word) : "memory", "cc");		\
	} while (0)

/*
 * Booted with pv=words, a share of the saves that find interrupts enabled act as if somebody had disabled them just before:
 * the word says "off", and they are enabled again right after the restore of that word. So the section runs as in a call
 * with interrupts disabled. Bit 22 of EFLAGS is reserved, and marks such a word.
 */
#define PV_FORCED	(1ul << 22)
extern int pv_oracle_words;
unsigned long pv_oracle_force(unsigned long flags);
#define pv_oracle_save(flags)	((flags) = pv_oracle_words ? pv_oracle_force(flags) : (flags))
#define pv_oracle_restored(flags)						\
	do {									\
		if (unlikely((flags) & PV_FORCED))				\
			arch_local_irq_enable();				\
	} while (0)
#else
#define pv_oracle(kind, flags)		do { } while (0)
#define pv_oracle_save(flags)		do { } while (0)
#define pv_oracle_restored(flags)	do { } while (0)
#endif

#endif
