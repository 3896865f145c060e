// What pvops-flags-clobbered shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && %pvlint check --quiet --level=error levels.c -- -I%inputs | count 0
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=WARNING %whole

#include "kernel.h"

struct dev {
	spinlock_t lock, stats;
	int count;
};

/* warning */
void inner_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&d->stats, flags);
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* warning: the save before was in another round. */
void round_bad(struct dev *d, int n)
{
	unsigned long flags;

	do {
		spin_lock_irqsave(&d->lock, flags);
	} while (n--);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* Not shown. */
void inner_good(struct dev *d)
{
	unsigned long flags, inner;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&d->stats, inner);
	d->count++;
	spin_unlock_irqrestore(&d->stats, inner);
	spin_unlock_irqrestore(&d->lock, flags);
}

// WARNING: levels.c:19:2: warning: spin_lock_irqsave() overwrites 'flags', which still holds the flags saved by spin_lock_irqsave() on line 18: interrupts stay disabled; use a second variable [pvops-flags-clobbered]
// WARNING: levels.c:18:2: note: flags first saved here by spin_lock_irqsave()
// WARNING: levels.c:31:3: warning: spin_lock_irqsave() overwrites 'flags', which still holds the flags of the iteration before: interrupts stay disabled; restore them at the end of each iteration [pvops-flags-clobbered]
// WARNING: levels.c:31:3: note: flags first saved here by spin_lock_irqsave()
