// RUN: %verify %s
// RUN: %verify19 %s
//
// Relock loops: a variable says which lock is held, NULL for none, and the
// word belongs to whichever it is (mm/swap.c, mm/compaction.c).

#include "kernel.h"

struct lruvec {
	spinlock_t lock;
	int pages;
};

struct folio {
	struct lruvec *lruvec;
	bool movable;
};

static struct lruvec *lock_lruvec_irqsave(struct folio *f, unsigned long *flags)
{
	struct lruvec *l = f->lruvec;

	spin_lock_irqsave(&l->lock, *flags);
	return l;
}

static struct lruvec *relock_irqsave(struct folio *f, struct lruvec *locked,
				     unsigned long *flags)
{
	if (locked) {
		if (f->lruvec == locked)
			return locked;
		spin_unlock_irqrestore(&locked->lock, *flags);
	}
	return lock_lruvec_irqsave(f, flags);
}

void release_good(struct folio **folios, int n)
{
	struct lruvec *lruvec = NULL;
	unsigned long flags = 0;
	int i;

	for (i = 0; i < n; i++) {
		lruvec = relock_irqsave(folios[i], lruvec, &flags);
		lruvec->pages--;
	}
	if (lruvec)
		spin_unlock_irqrestore(&lruvec->lock, flags);
}

void release_bad(struct folio **folios, int n)
{
	struct lruvec *lruvec = NULL;
	unsigned long flags = 0;
	int i;

	for (i = 0; i < n; i++) {
		lruvec = relock_irqsave(folios[i], lruvec, &flags);
		lruvec->pages--;
	}
	local_irq_enable();
	if (lruvec)
		spin_unlock_irqrestore(&lruvec->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* In one function: drop it for what cannot be moved, switch on a change. */
int isolate_good(struct folio **folios, int n)
{
	struct lruvec *locked = NULL;
	unsigned long flags = 0;
	int i, taken = 0;

	for (i = 0; i < n; i++) {
		struct lruvec *lruvec = folios[i]->lruvec;

		if (!(i % 32) && locked) {
			spin_unlock_irqrestore(&locked->lock, flags);
			locked = NULL;
			cond_resched();
		}
		if (!folios[i]->movable) {
			if (locked) {
				spin_unlock_irqrestore(&locked->lock, flags);
				locked = NULL;
			}
			continue;
		}
		if (lruvec != locked) {
			if (locked)
				spin_unlock_irqrestore(&locked->lock, flags);
			spin_lock_irqsave(&lruvec->lock, flags);
			locked = lruvec;
		}
		taken++;
	}
	if (locked)
		spin_unlock_irqrestore(&locked->lock, flags);
	return taken;
}

/* The helper drops the lock and clears the caller's mark. */
static bool unlock_should_abort(spinlock_t *lock, unsigned long flags,
				bool *locked)
{
	if (*locked) {
		spin_unlock_irqrestore(lock, flags);
		*locked = false;
	}
	cond_resched();
	return false;
}

int isolate_free_good(spinlock_t *lock, int n)
{
	unsigned long flags = 0;
	bool locked = false;
	int i;

	for (i = 0; i < n; i++) {
		if (!(i % 32) && unlock_should_abort(lock, flags, &locked))
			break;
		if (!locked) {
			spin_lock_irqsave(lock, flags);
			locked = true;
		}
	}
	if (locked)
		spin_unlock_irqrestore(lock, flags);
	return i;
}
