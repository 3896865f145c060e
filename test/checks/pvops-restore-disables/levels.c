// What pvops-restore-disables shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING,AUDIT %whole

#include "kernel.h"

extern void work(void);

/* error: off at the save. */
void known_off_bad(spinlock_t *lock)
{
	unsigned long flags;

	local_irq_disable();
	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags);
	local_irq_enable();
}

/* error: a caller in this file has interrupts off. */
static void opens_bad(void)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags);
}

void calls_off(spinlock_t *lock)
{
	spin_lock_irq(lock);
	opens_bad();
	spin_unlock_irq(lock);
}

/* warning: callers are elsewhere, and the enable is in a callee. */
static void wait(spinlock_t *lock)
{
	spin_unlock_irq(lock);
	work();
	spin_lock_irq(lock);
}

void unknown_bad(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (n > 1)
		wait(lock);
	local_irq_enable();
	spin_unlock_irqrestore(lock, flags);
}

/* audit: interrupts were on at the save. */
void on_and_on(void)
{
	unsigned long flags;

	local_irq_enable();
	local_save_flags(flags);
	work();
	local_irq_restore(flags);
}

/* Not shown. */
void closed_good(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	work();
	spin_unlock_irqrestore(lock, flags);
}

// ERROR: levels.c:19:2: warning: local_irq_restore() restores flags that say disabled, with interrupts enabled by local_irq_enable() on line 17, and on x86 that does nothing; disable them first [pvops-restore-disables, proven]
// ERROR: levels.c:16:2: note: flags saved here by local_irq_save(); interrupts disabled
// ERROR: levels.c:17:2: note: interrupts enabled here by local_irq_enable()
// ERROR: levels.c:19:2: note: CONFIG_DEBUG_IRQFLAGS prints here: "raw_local_irq_restore() called with IRQs enabled"
// ERROR: levels.c:31:2: warning: local_irq_restore() restores flags with interrupts enabled by local_irq_enable() on line 29, but its caller calls_off() has them disabled; disable them first [pvops-restore-disables, proven]
// ERROR: levels.c:36:2: note: interrupts disabled here by spin_lock_irq() in calls_off()
// ERROR: levels.c:37:2: note: calls_off() calls opens_bad() with interrupts disabled
// ERROR: levels.c:28:2: note: flags saved here by local_save_flags(), with interrupts as the caller had them
// ERROR: levels.c:29:2: note: interrupts enabled here by local_irq_enable()
// ERROR: levels.c:31:2: note: CONFIG_DEBUG_IRQFLAGS prints here: "raw_local_irq_restore() called with IRQs enabled"
// WARNING: levels.c:57:2: warning: spin_unlock_irqrestore() restores flags with interrupts enabled by local_irq_enable() on line 56, also for a caller that had them disabled; disable them first [pvops-restore-disables]
// WARNING: levels.c:53:2: note: flags saved and interrupts disabled here by spin_lock_irqsave()
// WARNING: levels.c:54:6: note: with 'n' <= 1
// WARNING: levels.c:56:2: note: interrupts enabled here by local_irq_enable()
// WARNING: levels.c:57:2: note: CONFIG_DEBUG_IRQFLAGS prints here: "raw_local_irq_restore() called with IRQs enabled"
// AUDIT: levels.c:68:2: remark: local_irq_restore() runs with interrupts enabled, as they were at the save, but CONFIG_DEBUG_IRQFLAGS warns [pvops-restore-disables]
// AUDIT: levels.c:65:2: note: interrupts enabled here by local_irq_enable()
// AUDIT: levels.c:66:2: note: flags saved here by local_save_flags(); interrupts enabled
