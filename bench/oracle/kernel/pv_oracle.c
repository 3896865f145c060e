// SPDX-License-Identifier: GPL-2.0
/*
 * Behind <linux/pv_oracle.h>: counts what a site saw, and shows the records of all sites that ran in /proc/pv_oracle, those of
 * modules that are gone as well. A line is "pv OBJECT INDEX off/off off/on on/off on/on", INDEX counting in its pv_sites.
 */
#define pr_fmt(fmt) "pv_oracle: " fmt
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <asm/processor-flags.h>
#include "pv_entries.h"

#ifdef PV_ORACLE
extern struct pv_site __start_pv_sites[], __stop_pv_sites[];

int pv_oracle_words;
EXPORT_SYMBOL(pv_oracle_words);

void pv_oracle_note(unsigned long word, struct pv_site *site, unsigned long eflags);
void pv_oracle_module(struct module *mod, struct pv_site *sites, unsigned int num);

/* Nothing here may save, restore, lock, trace or sleep. */
asmlinkage __used notrace noinline
void pv_oracle_note(unsigned long word, struct pv_site *site, unsigned long eflags)
{
	unsigned int way = !!(eflags & X86_EFLAGS_IF) * 2 + !!(word & X86_EFLAGS_IF);

#ifdef CONFIG_64BIT
	asm volatile("lock incq %0" : "+m" (site->count[way]));
#else
	asm volatile("lock addl $1, %0\n\tlock adcl $0, 4+%0" : "+m" (site->count[way]));
#endif
}

#ifdef CONFIG_64BIT
asm(".pushsection .text,\"ax\"\n"
    ".globl pv_oracle_thunk\n"
    ".type pv_oracle_thunk,@function\n"
    "pv_oracle_thunk:\n"
    "	pushq %rbp\n"
    "	movq %rsp, %rbp\n"
    "	pushfq\n"
    "	pushq %rax\n"
    "	pushq %rcx\n"
    "	pushq %rdx\n"
    "	pushq %rsi\n"
    "	pushq %rdi\n"
    "	pushq %r8\n"
    "	pushq %r9\n"
    "	pushq %r10\n"
    "	pushq %r11\n"
    "	movq -8(%rbp), %rdx\n"
    "	cld\n"
    "	call pv_oracle_note\n"
    "	popq %r11\n"
    "	popq %r10\n"
    "	popq %r9\n"
    "	popq %r8\n"
    "	popq %rdi\n"
    "	popq %rsi\n"
    "	popq %rdx\n"
    "	popq %rcx\n"
    "	popq %rax\n"
    "	leaq 8(%rsp), %rsp\n"	/* no popfq: IF has not changed, and the caller's asm clobbers the rest */
    "	popq %rbp\n"
    "	ret\n"
    ".size pv_oracle_thunk, . - pv_oracle_thunk\n"
    ".popsection\n");
#else
asm(".pushsection .text,\"ax\"\n"
    ".globl pv_oracle_thunk\n"
    ".type pv_oracle_thunk,@function\n"
    "pv_oracle_thunk:\n"
    "	pushl %ebp\n"
    "	movl %esp, %ebp\n"
    "	pushfl\n"
    "	pushl %eax\n"
    "	pushl %ecx\n"
    "	pushl %edx\n"
    "	pushl -4(%ebp)\n"
    "	pushl %esi\n"
    "	pushl %edx\n"
    "	cld\n"
    "	call pv_oracle_note\n"
    "	addl $12, %esp\n"
    "	popl %edx\n"
    "	popl %ecx\n"
    "	popl %eax\n"
    "	leal 4(%esp), %esp\n"
    "	popl %ebp\n"
    "	ret\n"
    ".size pv_oracle_thunk, . - pv_oracle_thunk\n"
    ".popsection\n");
#endif
extern void pv_oracle_thunk(void);
EXPORT_SYMBOL(pv_oracle_thunk);

/* One save in two, by chance, so that no site always gets the same. */
noinline notrace unsigned long pv_oracle_force(unsigned long flags)
{
	static unsigned int dice;

	dice = dice * 1664525 + 1013904223;
	if (!(flags & X86_EFLAGS_IF) || dice >> 31)
		return flags;
	return (flags & ~X86_EFLAGS_IF) | PV_FORCED;
}
EXPORT_SYMBOL(pv_oracle_force);

/* What a module that is gone has counted. */
struct pv_gone {
	struct list_head list;
	char name[MODULE_NAME_LEN];
	unsigned int index;
	u64 count[4];
};
static LIST_HEAD(pv_gone);
static LIST_HEAD(pv_here);
static DEFINE_MUTEX(pv_lock);

struct pv_here {
	struct list_head list;
	struct module *mod;
	struct pv_site *sites;
	unsigned int num;
	bool live;	/* a module that lacks a symbol is freed without a word */
};

static bool pv_ran(const u64 *count)
{
	return count[0] || count[1] || count[2] || count[3];
}

/* Called by the module loader, which knows the sections. */
void pv_oracle_module(struct module *mod, struct pv_site *sites, unsigned int num)
{
	struct pv_here *here = kmalloc(sizeof(*here), GFP_KERNEL);

	if (!here || !sites) {
		kfree(here);
		return;
	}
	*here = (struct pv_here){ .mod = mod, .sites = sites, .num = num };
	mutex_lock(&pv_lock);
	list_add_tail(&here->list, &pv_here);
	mutex_unlock(&pv_lock);
}

static void pv_leaves(struct pv_here *here)
{
	unsigned int i;

	for (i = 0; i < here->num; i++) {
		struct pv_gone *gone;

		if (!pv_ran(here->sites[i].count))
			continue;
		gone = kzalloc(sizeof(*gone), GFP_KERNEL);
		if (!gone) {
			pr_warn("lost %s %u\n", here->mod->name, i);
			continue;
		}
		strscpy(gone->name, here->mod->name, sizeof(gone->name));
		gone->index = i;
		memcpy(gone->count, here->sites[i].count, sizeof(gone->count));
		list_add_tail(&gone->list, &pv_gone);
	}
	list_del(&here->list);
	kfree(here);
}

static void pv_comes(struct module *mod)
{
	struct pv_here *here, *next;
	bool found = false;

	list_for_each_entry_safe_reverse(here, next, &pv_here, list) {
		if (here->mod != mod)
			continue;
		if (!found) {
			found = here->live = true;
			continue;
		}
		/* Of one that was at the same place, and failed. */
		list_del(&here->list);
		kfree(here);
	}
}

static int pv_module_event(struct notifier_block *nb, unsigned long event, void *data)
{
	struct pv_here *here, *next;

	mutex_lock(&pv_lock);
	if (event == MODULE_STATE_COMING)
		pv_comes(data);
	if (event == MODULE_STATE_GOING)
		list_for_each_entry_safe(here, next, &pv_here, list)
			if (here->mod == data && here->live)
				pv_leaves(here);
	mutex_unlock(&pv_lock);
	return NOTIFY_OK;
}

/* Last of all: the module's memory goes after it, and what its exit has run is counted. */
static struct notifier_block pv_module_nb = { .notifier_call = pv_module_event, .priority = INT_MIN };

static void pv_line(struct seq_file *m, const char *name, unsigned int index, const u64 *count)
{
	if (pv_ran(count))
		seq_printf(m, "pv %s %u %llu %llu %llu %llu\n", name, index, count[0], count[1], count[2], count[3]);
}

static int pv_show(struct seq_file *m, void *v)
{
	const unsigned int num = __stop_pv_sites - __start_pv_sites;
	struct pv_here *here;
	struct pv_gone *gone;
	unsigned int i;

	seq_printf(m, "pv-oracle begin sites %u words %d\n", num, pv_oracle_words);
	for (i = 0; i < num; i++)
		pv_line(m, "vmlinux", i, __start_pv_sites[i].count);
	mutex_lock(&pv_lock);
	list_for_each_entry(here, &pv_here, list)
		for (i = 0; here->live && i < here->num; i++)
			pv_line(m, here->mod->name, i, here->sites[i].count);
	list_for_each_entry(gone, &pv_gone, list)
		pv_line(m, gone->name, gone->index, gone->count);
	mutex_unlock(&pv_lock);
	pv_show_entries(m);
	seq_puts(m, "pv-oracle end\n");
	return 0;
}

static int __init pv_mode(char *mode)
{
	pv_oracle_words = !strcmp(mode, "words");
	if (!strcmp(mode, "entries"))
		pv_record_entries = true;
	return 0;
}
early_param("pv", pv_mode);

static int __init pv_init(void)
{
	register_module_notifier(&pv_module_nb);
	proc_create_single("pv_oracle", 0, NULL, pv_show);
	return 0;
}
late_initcall(pv_init);
#endif
