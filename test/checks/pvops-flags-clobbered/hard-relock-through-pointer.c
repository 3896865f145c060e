// RUN: %verify %s
// RUN: %verify19 %s
//
// A loop that keeps the lock it holds in a variable which a helper updates
// through a pointer; the lock function is out of line and never returns null
// (the contract says so). mm/swap.c does this.

#include "kernel.h"

struct lruvec {
	spinlock_t lock;
};

struct folio {
	struct lruvec *lruvec;
};

extern struct lruvec *folio_lruvec_lock_irqsave(struct folio *f,
						unsigned long *flags);
extern bool folio_matches(struct folio *f, struct lruvec *l);

static inline void relock(struct folio *f, struct lruvec **held,
			  unsigned long *flags)
{
	if (*held) {
		if (folio_matches(f, *held))
			return;
		spin_unlock_irqrestore(&(*held)->lock, *flags);
	}
	*held = folio_lruvec_lock_irqsave(f, flags);
}

void move_good(struct folio **f, int n, void (*move)(struct lruvec *, struct folio *))
{
	struct lruvec *held = NULL;
	unsigned long flags = 0;
	int i;

	for (i = 0; i < n; i++) {
		relock(f[i], &held, &flags);
		move(held, f[i]);
	}
	if (held)
		spin_unlock_irqrestore(&held->lock, flags);
}

/* Forgets what it holds: the next round saves over the first word. */
void move_bad(struct folio **f, int n, void (*move)(struct lruvec *, struct folio *))
{
	struct lruvec *held = NULL;
	unsigned long flags = 0;
	int i;

	for (i = 0; i < n; i++) {
		relock(f[i], &held, &flags); // expected-warning {{[pvops-flags-clobbered]}}
		move(held, f[i]);
		held = NULL;
	}
}
