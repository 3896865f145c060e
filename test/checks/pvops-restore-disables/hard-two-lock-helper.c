// RUN: %verify %s
// RUN: %verify19 %s
//
// iocg_lock()/iocg_unlock(): a flag picks one lock or two, and only the outer
// of them carries the word.

#include "kernel.h"

struct ioc {
	spinlock_t lock;
};

struct iocg {
	struct ioc *ioc;
	spinlock_t waitq_lock;
	int debt;
};

static void iocg_lock(struct iocg *g, bool lock_ioc, unsigned long *flags)
{
	if (lock_ioc) {
		spin_lock_irqsave(&g->ioc->lock, *flags);
		spin_lock(&g->waitq_lock);
	} else {
		spin_lock_irqsave(&g->waitq_lock, *flags);
	}
}

static void iocg_unlock(struct iocg *g, bool unlock_ioc, unsigned long *flags)
{
	if (unlock_ioc) {
		spin_unlock(&g->waitq_lock);
		spin_unlock_irqrestore(&g->ioc->lock, *flags);
	} else {
		spin_unlock_irqrestore(&g->waitq_lock, *flags);
	}
}

void pay_good(struct iocg *g)
{
	bool ioc_locked;
	unsigned long flags;

	ioc_locked = READ_ONCE(g->debt) > 0;
retry:
	iocg_lock(g, ioc_locked, &flags);
	if (g->debt && !ioc_locked) {
		iocg_unlock(g, ioc_locked, &flags);
		ioc_locked = true;
		goto retry;
	}
	g->debt = 0;
	iocg_unlock(g, ioc_locked, &flags);
}

void pay_bad(struct iocg *g, bool ioc_locked)
{
	unsigned long flags;

	iocg_lock(g, ioc_locked, &flags);
	g->debt = 0;
	if (!ioc_locked) {
		spin_unlock_irq(&g->waitq_lock);
		cpu_relax();
		spin_lock(&g->waitq_lock);
	}
	iocg_unlock(g, ioc_locked, &flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Locked once for a batch, by whoever comes first. */
void pay_batch_good(struct iocg **g, int n)
{
	unsigned long flags;
	bool locked = false;
	int i;

	for (i = 0; i < n; i++) {
		if (!g[i]->debt)
			continue;
		if (!locked) {
			spin_lock_irqsave(&g[0]->ioc->lock, flags);
			locked = true;
		}
		g[i]->debt--;
	}
	if (locked)
		spin_unlock_irqrestore(&g[0]->ioc->lock, flags);
}
