// What pvops-foreign-flags shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING,AUDIT %whole

#include "kernel.h"

struct dev {
	spinlock_t lock;
	int busy;
};

/* error: the number says off. */
void number_bad(struct dev *d)
{
	unsigned long flags = 0;

	spin_lock_irq(&d->lock);
	d->busy = 0;
	spin_unlock_irqrestore(&d->lock, flags);
}

/* error: the saved word was changed. */
void changed_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	flags |= X86_EFLAGS_IF;
	spin_unlock_irqrestore(&d->lock, flags);
}

/* error: one word, two restores. */
void twice_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	local_irq_restore(flags);
	d->busy = 0;
	spin_unlock_irqrestore(&d->lock, flags);
}

/* warning: nothing was saved on one path. */
void unsaved_bad(struct dev *d, bool locked)
{
	unsigned long flags;

	if (!locked)
		spin_lock_irqsave(&d->lock, flags);
	d->busy = 1;
	spin_unlock_irqrestore(&d->lock, flags);
}

/* audit: the loop is never left so, which two helpers decide. */
extern unsigned int read_begin(struct dev *d);
extern int read_retry(struct dev *d, unsigned int start);

static inline unsigned long begin_or_lock(struct dev *d, int *seq)
{
	unsigned long flags = 0;

	if (!(*seq & 1))
		*seq = read_begin(d);
	else
		spin_lock_irqsave(&d->lock, flags);
	return flags;
}

static inline int need_retry(struct dev *d, int seq)
{
	return !(seq & 1) && read_retry(d, seq);
}

static inline void done(struct dev *d, int seq, unsigned long flags)
{
	if (seq & 1)
		spin_unlock_irqrestore(&d->lock, flags);
}

void read_it(struct dev *d)
{
	unsigned int seq, nextseq = 0;
	unsigned long flags;

	do {
		seq = nextseq;
		flags = begin_or_lock(d, &seq);
		nextseq = 1;
	} while (need_retry(d, seq));
	done(d, seq, flags);
}

/* Not shown. */
void saved_good(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->busy = 0;
	spin_unlock_irqrestore(&d->lock, flags);
}

// ERROR: levels.c:20:2: warning: spin_unlock_irqrestore() restores the number 0 instead of saved flags: interrupts stay disabled after spin_lock_irq() on line 18; restore the flags saved there [pvops-foreign-flags, proven]
// ERROR: levels.c:16:24: note: number stored here
// ERROR: levels.c:18:2: note: interrupts disabled here by spin_lock_irq()
// ERROR: levels.c:30:2: warning: spin_unlock_irqrestore() restores flags that were changed after spin_lock_irqsave() saved them: they say enabled for every caller; restore them as saved [pvops-foreign-flags, proven]
// ERROR: levels.c:28:2: note: flags saved here by spin_lock_irqsave()
// ERROR: levels.c:39:2: warning: local_irq_restore() restores flags that spin_unlock_irqrestore() restores again: the code between runs with interrupts enabled; restore once, or save again [pvops-foreign-flags, proven]
// ERROR: levels.c:38:2: note: flags saved here by spin_lock_irqsave()
// ERROR: levels.c:41:2: note: flags restored again here by spin_unlock_irqrestore()
// WARNING: levels.c:52:2: warning: spin_unlock_irqrestore() restores 'flags', which is uninitialized on this path: interrupts end up in a random state; restore only where flags were saved [pvops-foreign-flags]
// AUDIT: levels.c:91:2: remark: done() restores the number 0, and no flags were saved on this path: a caller with interrupts enabled gets a warning; restore only where flags were saved [pvops-foreign-flags]
