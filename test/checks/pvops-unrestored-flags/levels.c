// What pvops-unrestored-flags shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING,AUDIT %whole

#include "kernel.h"

struct dev {
	spinlock_t lock;
	int busy;
};

/* error: the caller has interrupts on. */
static int start_on(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->busy) {
		spin_unlock(&d->lock);
		return -16;
	}
	d->busy = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

void calls_on(struct dev *d)
{
	local_irq_enable();
	start_on(d);
}

/* warning: callers are elsewhere. */
int start(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->busy)
		return -16;
	d->busy = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

/* audit: all callers have them off anyway. */
static int start_off(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->busy)
		return -16;
	d->busy = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

void calls_off(struct dev *d)
{
	local_irq_disable();
	start_off(d);
	local_irq_enable();
}

/* Not shown. */
int start_good(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->busy) {
		spin_unlock_irqrestore(&d->lock, flags);
		return -16;
	}
	d->busy = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

// ERROR: levels.c:20:3: warning: spin_unlock() releases the lock but start_on() returns with interrupts disabled by spin_lock_irqsave() on line 18; use spin_unlock_irqrestore() with 'flags' [pvops-unrestored-flags, proven]
// ERROR: levels.c:31:2: note: calls_on() calls start_on() with interrupts enabled
// ERROR: levels.c:18:2: note: flags saved and interrupts disabled here by spin_lock_irqsave()
// ERROR: levels.c:19:6: note: with 'd->busy' nonzero
// ERROR: levels.c:21:3: note: start_on() returns here with interrupts still disabled
// WARNING: levels.c:41:3: warning: start() returns with interrupts disabled by spin_lock_irqsave() on line 39, and 'flags' is lost; call spin_unlock_irqrestore() with 'flags' before the return [pvops-unrestored-flags]
// WARNING: levels.c:39:2: note: flags saved and interrupts disabled here by spin_lock_irqsave()
// WARNING: levels.c:40:6: note: with 'd->busy' nonzero
// AUDIT: levels.c:54:3: remark: start_off() returns with interrupts disabled by spin_lock_irqsave(), and 'flags' is lost; call spin_unlock_irqrestore() with 'flags' before the return [pvops-unrestored-flags]
// AUDIT: levels.c:52:2: note: flags saved and interrupts disabled here by spin_lock_irqsave()
// AUDIT: levels.c:53:6: note: with 'd->busy' nonzero
