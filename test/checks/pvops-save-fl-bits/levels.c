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

// ERROR: levels.c:16:6: warning: branch depends on bit 18 of saved flags; only IF is defined, under a hypervisor bit 18 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]
// ERROR: levels.c:15:2: note: flags saved here by local_save_flags()
// ERROR: levels.c:31:6: warning: branch depends on bit 18 of saved flags; only IF is defined, under a hypervisor bit 18 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]
// ERROR: levels.c:30:2: note: flags saved here by local_irq_save()
// ERROR: levels.c:42:24: warning: prints every bit but IF of saved flags; only IF is defined, under a hypervisor the rest is garbage; use irqs_disabled_flags(), or native_save_fl() in arch code [pvops-save-fl-bits, proven]
// ERROR: levels.c:41:2: note: flags saved here by local_irq_save()
