// What pvlint-suppression shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && %pvlint check --quiet --level=error levels.c -- -I%inputs | count 0
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=WARNING %whole

#include "kernel.h"

extern void firmware(void);

/* warning: the comment is about nothing. */
void nothing_there(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	/* pvlint: ok(pvops-restore-disables) the firmware enables interrupts */
	spin_unlock_irqrestore(lock, flags);
}

/* warning: no reason. */
void no_reason(void)
{
	firmware(); /* pvlint: ok(pvops-restore-disables) */
}

/* warning: a check that there is not. */
void misspelt(void)
{
	firmware(); /* pvlint: ok(pvops-restore-disable) it enables them */
}

/* Not shown: a reason, and something to be silent about. */
void fine(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	/* pvlint: ok(pvops-restore-disables) callers have interrupts on */
	spin_unlock_irqrestore(lock, flags);
}

// WARNING: levels.c:16:5: warning: 'pvops-restore-disables' has nothing to report here: remove the suppression [pvlint-suppression]
// WARNING: levels.c:23:17: warning: 'pvlint: ok(pvops-restore-disables)' gives no reason and is ignored: write the reason after the parenthesis [pvlint-suppression]
// WARNING: levels.c:29:17: warning: no check is called 'pvops-restore-disable' (did you mean 'pvops-restore-disables'?): nothing is suppressed [pvlint-suppression]
