// What pvops-counted-sections shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING,AUDIT %whole

#include "kernel.h"
#include "sched.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	int busy, jobs;
};

/* error: interrupts come on inside. */
void enables(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_lock_irq(&d->other);
	d->jobs++;
	spin_unlock_irq(&d->other);
	spin_unlock_irq_enable(&d->lock);
}

void sleeps(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	if (d->busy)
		schedule();
	spin_unlock_irq_enable(&d->lock);
}

/* error: the saved flags say that they were enabled. */
void restores_on(void)
{
	unsigned long flags;

	local_irq_enable();
	local_irq_save(flags);
	local_interrupt_disable();
	local_irq_restore(flags);
	local_interrupt_enable();
}

/* error: the caller has interrupts enabled. */
static void restores_callers(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_interrupt_disable();
	local_irq_restore(flags);
	local_interrupt_enable();
}

void calls_on(void)
{
	local_irq_enable();
	restores_callers();
}

/* audit: the only caller has them disabled. */
static void restores_nothing(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_interrupt_disable();
	local_irq_restore(flags);
	local_interrupt_enable();
}

void calls_off(void)
{
	local_irq_disable();
	restores_nothing();
	local_irq_enable();
}

/* error: there is no section. */
void ends_none(void)
{
	local_irq_enable();
	local_interrupt_enable();
}

/* warning: wrong if the caller has interrupts enabled. */
void restores(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irq_disable(&d->other);
	spin_unlock_irqrestore(&d->lock, flags);
	spin_unlock_irq_enable(&d->other);
}

/* warning: it may be the caller's. */
void ends_twice(void)
{
	local_interrupt_disable();
	local_interrupt_enable();
	local_interrupt_enable();
}

void ends_on_one_path(struct dev *d)
{
	if (d->busy)
		goto out;
	spin_lock_irq_disable(&d->lock);
	d->jobs++;
out:
	spin_unlock_irq_enable(&d->lock);
}

/* audit: no caller passes what it takes. */
static void enables_if(struct dev *d, int now)
{
	spin_lock_irq_disable(&d->lock);
	if (now)
		local_irq_enable();
	spin_unlock_irq_enable(&d->lock);
}

void never_passes_it(struct dev *d)
{
	enables_if(d, 0);
}

/* Not shown. */
void good(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_lock_irq_disable(&d->other);
	d->jobs++;
	spin_unlock_irq_enable(&d->other);
	spin_unlock_irq_enable(&d->lock);
}

// ERROR: levels.c:21:2: warning: spin_unlock_irq() enables interrupts inside the counted section begun by spin_lock_irq_disable() on line 18; use spin_lock()/spin_unlock() there [pvops-counted-sections, proven]
// ERROR: levels.c:18:2: note: counted section begins here, with spin_lock_irq_disable()
// ERROR: levels.c:29:3: warning: schedule() may sleep, and returns with interrupts enabled, inside the counted section begun by spin_lock_irq_disable(); call spin_unlock_irq_enable() first [pvops-counted-sections, proven]
// ERROR: levels.c:27:2: note: counted section begins here, with spin_lock_irq_disable()
// ERROR: levels.c:28:6: note: with 'd->busy' nonzero
// ERROR: levels.c:41:2: warning: local_irq_restore() restores flags saved before the counted section begun by local_interrupt_disable() on line 40; call local_interrupt_enable() first [pvops-counted-sections, proven]
// ERROR: levels.c:40:2: note: counted section begins here, with local_interrupt_disable()
// ERROR: levels.c:52:2: warning: local_irq_restore() restores flags saved before the counted section begun by local_interrupt_disable() on line 51; call local_interrupt_enable() first [pvops-counted-sections, proven]
// ERROR: levels.c:59:2: note: calls_on() calls restores_callers() with interrupts enabled
// ERROR: levels.c:51:2: note: counted section begins here, with local_interrupt_disable()
// AUDIT: levels.c:69:2: remark: local_irq_restore() restores flags saved before the counted section begun by local_interrupt_disable() on line 68; call local_interrupt_enable() first [pvops-counted-sections]
// AUDIT: levels.c:68:2: note: counted section begins here, with local_interrupt_disable()
// ERROR: levels.c:84:2: warning: local_interrupt_enable() ends a counted section with interrupts enabled by local_irq_enable() on line 83, so none is open: the count underflows [pvops-counted-sections, proven]
// ERROR: levels.c:83:2: note: interrupts enabled here by local_irq_enable()
// WARNING: levels.c:94:2: warning: spin_unlock_irqrestore() restores flags saved before the counted section begun by spin_lock_irq_disable() on line 93; call spin_unlock_irq_enable() first [pvops-counted-sections]
// WARNING: levels.c:93:2: note: counted section begins here, with spin_lock_irq_disable()
// WARNING: levels.c:103:2: warning: local_interrupt_enable() ends a counted section that local_interrupt_enable() on line 102 already ended: that ends the caller's, or underflows; drop one [pvops-counted-sections]
// WARNING: levels.c:102:2: note: counted section ended here by local_interrupt_enable()
// WARNING: levels.c:113:2: warning: spin_unlock_irq_enable() ends a counted section that this path does not begin: that ends the caller's, or underflows; begin it on every path [pvops-counted-sections]
// WARNING: levels.c:108:6: note: with 'd->busy' nonzero
// AUDIT: levels.c:121:3: remark: local_irq_enable() enables interrupts inside the counted section begun by spin_lock_irq_disable() on line 119; keep them disabled until spin_unlock_irq_enable() [pvops-counted-sections]
// AUDIT: levels.c:119:2: note: counted section begins here, with spin_lock_irq_disable()
// AUDIT: levels.c:120:6: note: with 'now' nonzero
