// What pvops-save-fl-bits shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole

#include "kernel.h"

extern void act(void);

/* error: a branch on one bit. */
void branch_bad(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (flags & X86_EFLAGS_AC)
		act();
}

/* error: in a helper, of a word of its caller. */
static int smap_was_on(unsigned long word)
{
	return !(word & X86_EFLAGS_AC);
}

void helper_bad(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (smap_was_on(flags))
		act();
	local_irq_restore(flags);
}

/* error: printed whole. */
void print_bad(void)
{
	unsigned long flags;

	local_irq_save(flags);
	printk("flags %lx\n", flags);
	local_irq_restore(flags);
}

/* Not shown. */
void test_good(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (irqs_disabled_flags(flags))
		act();
}

// ERROR: levels.c:16:6: warning: this depends on bit 18 of a saved flags word, which is undefined: only IF is saved, so under a hypervisor the branch goes either way; use native_save_fl() to read the real register [pvops-save-fl-bits]
// ERROR: levels.c:15:2: note: the word is saved here by 'local_save_flags'
// ERROR: levels.c:31:6: warning: this depends on bit 18 of a saved flags word, which is undefined: only IF is saved, so under a hypervisor the branch goes either way; use native_save_fl() to read the real register [pvops-save-fl-bits]
// ERROR: levels.c:30:2: note: the word is saved here by 'local_irq_save'
// ERROR: levels.c:42:24: warning: this depends on every bit but IF of a saved flags word, which is undefined: only IF is saved, so under a hypervisor it prints garbage; use native_save_fl() to read the real register [pvops-save-fl-bits]
// ERROR: levels.c:41:2: note: the word is saved here by 'local_irq_save'
