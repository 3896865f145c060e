// SPDX-License-Identifier: GPL-2.0
/*
 * Booted with pv=entries, counts for each function that ftrace can trace how often it was entered with interrupts disabled and
 * enabled. Lines of /proc/pv_oracle: "pv-entry ADDRESS off on". Functions of modules are left out: their places are taken
 * by others when they are gone.
 */
#include <linux/atomic.h>
#include <linux/ftrace.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/vmalloc.h>
#include <asm/asm.h>
#include <asm/irqflags.h>
#include <asm/processor-flags.h>
#include "pv_entries.h"

bool pv_record_entries;

#if defined(PV_ORACLE) && defined(CONFIG_FUNCTION_TRACER)
#define PV_ENTRY_BITS 17

struct pv_entry {
	unsigned long ip;
	unsigned long count[2];
};
static struct pv_entry *pv_entries;
static unsigned long pv_entries_lost;

static void notrace pv_enter(unsigned long ip, unsigned long parent, struct ftrace_ops *ops, struct ftrace_regs *regs)
{
	const unsigned int on = !!(native_save_fl() & X86_EFLAGS_IF);
	u32 at = (u32)(ip >> 2) * 0x9E3779B9u >> (32 - PV_ENTRY_BITS);
	unsigned int n;

	for (n = 0; n < 256; n++, at = (at + 1) & ((1 << PV_ENTRY_BITS) - 1)) {
		struct pv_entry *e = &pv_entries[at];
		unsigned long old = READ_ONCE(e->ip);

		if (!old)
			old = arch_cmpxchg(&e->ip, 0, ip) ?: ip;
		if (old == ip) {
			asm volatile("lock " __ASM_SIZE(inc) " %0" : "+m" (e->count[on]));
			return;
		}
	}
	pv_entries_lost++;
}

static struct ftrace_ops pv_entry_ops = { .func = pv_enter };

void pv_show_entries(struct seq_file *m)
{
	unsigned int i;

	if (!pv_entries)
		return;
	seq_printf(m, "pv-entries lost %lu\n", pv_entries_lost);
	for (i = 0; i < 1 << PV_ENTRY_BITS; i++) {
		struct pv_entry *e = &pv_entries[i];

		if (e->ip && core_kernel_text(e->ip))
			seq_printf(m, "pv-entry %lx %lu %lu\n", e->ip, e->count[0], e->count[1]);
	}
}

static int __init pv_entries_init(void)
{
	if (!pv_record_entries)
		return 0;
	pv_entries = vzalloc(sizeof(*pv_entries) << PV_ENTRY_BITS);
	if (!pv_entries)
		return -ENOMEM;
	return register_ftrace_function(&pv_entry_ops);
}
core_initcall(pv_entries_init);
#else
void pv_show_entries(struct seq_file *m)
{
}
#endif
