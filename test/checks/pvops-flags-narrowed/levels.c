// What pvops-flags-narrowed shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole

#include "kernel.h"

struct queue {
	spinlock_t lock;
	u8 small;
	int word;
	int count;
};

/* error: IF is cut off. */
void byte_bad(struct queue *q)
{
	u8 flags;

	spin_lock_irqsave(&q->lock, flags);
	q->count++;
	spin_unlock_irqrestore(&q->lock, flags);
}

/* warning: IF is kept, the upper half is not. */
void half_bad(struct queue *q)
{
	int flags;

	spin_lock_irqsave(&q->lock, flags);
	q->count++;
	spin_unlock_irqrestore(&q->lock, flags);
}

/* warning: only the restore is here. */
void end_bad(struct queue *q)
{
	spin_unlock_irqrestore(&q->lock, q->word);
}

/* Not shown. */
void whole_good(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	q->count++;
	spin_unlock_irqrestore(&q->lock, flags);
}

// ERROR: levels.c:20:2: warning: 'flags' has an unsigned 8-bit type but holds saved flags: bit 9 is lost and spin_unlock_irqrestore() leaves interrupts disabled; declare it unsigned long [pvops-flags-narrowed, proven]
// ERROR: levels.c:20:2: note: flags saved here by spin_lock_irqsave()
// ERROR: levels.c:22:2: note: truncated flags restored here
// WARNING: levels.c:30:2: warning: 'flags' has a signed 32-bit type but holds saved flags: its sign fills the upper bits when spin_unlock_irqrestore() restores it; declare it unsigned long [pvops-flags-narrowed]
// WARNING: levels.c:30:2: note: flags saved here by spin_lock_irqsave()
// WARNING: levels.c:32:2: note: truncated flags restored here
// WARNING: levels.c:38:2: warning: 'word' has a signed 32-bit type but is restored as flags: its sign fills the upper bits when spin_unlock_irqrestore() restores it; declare it unsigned long [pvops-flags-narrowed]
