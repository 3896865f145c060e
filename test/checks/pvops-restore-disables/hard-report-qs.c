// RUN: %verify %s
// RUN: %verify19 %s
//
// rcu_report_qs_rnp(): the caller's word goes in with the lock held.  The
// function lets that lock go, climbs to the parent, saves again into its own
// parameter, and hands the last word to another releasing function.

#include "kernel.h"

struct rnp {
	raw_spinlock_t lock;
	unsigned long mask;
	unsigned long grpmask;
	struct rnp *parent;
};

static struct rnp root;
extern void wake_gp(void);

static void report_root(unsigned long flags)
{
	raw_spin_unlock_irqrestore(&root.lock, flags);
	wake_gp();
}

static void report_qs(unsigned long mask, struct rnp *rnp, unsigned long flags)
{
	for (;;) {
		if (!(rnp->mask & mask)) {
			raw_spin_unlock_irqrestore(&rnp->lock, flags);
			return;
		}
		rnp->mask &= ~mask;
		if (rnp->mask != 0) {
			raw_spin_unlock_irqrestore(&rnp->lock, flags);
			return;
		}
		mask = rnp->grpmask;
		if (rnp->parent == NULL)
			break;
		raw_spin_unlock_irqrestore(&rnp->lock, flags);
		rnp = rnp->parent;
		raw_spin_lock_irqsave(&rnp->lock, flags);
	}
	report_root(flags);
}

void report_good(struct rnp *rnp, unsigned long mask)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&rnp->lock, flags);
	if (rnp->mask & mask)
		report_qs(mask, rnp, flags);
	else
		raw_spin_unlock_irqrestore(&rnp->lock, flags);
}

void report_bad(struct rnp *rnp, unsigned long mask)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&rnp->lock, flags);
	local_irq_enable();
	rnp->grpmask |= mask;
	report_qs(mask, rnp, flags); // expected-warning {{[pvops-restore-disables]}}
}
