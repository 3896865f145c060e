// RUN: %verify %s
// RUN: %verify19 %s

// A function that gives up its caller's lock, and enables with the one that it got to instead: the
// caller has disabled interrupts with that lock.

#include "kernel.h"

struct list { spinlock_t lock; };
struct node { spinlock_t lock; int n; };

int isolate(struct list *l, struct node *n)
{
	if (!spin_trylock(&n->lock)) {
		spin_unlock_irq(&l->lock);
		return 1;
	}
	n->n--;
	spin_unlock(&l->lock);
	n->n++;
	spin_unlock_irq(&n->lock);
	return 2;
}

/* The other lock is its own. */
int isolate_wrong(struct list *l, struct node *n)
{
	spin_lock(&l->lock);
	if (!spin_trylock(&n->lock)) {
		spin_unlock(&l->lock);
		return 1;
	}
	n->n--;
	spin_unlock(&l->lock);
	n->n++;
	spin_unlock_irq(&n->lock); // expected-warning {{spin_trylock() took the lock without disabling them}}
	return 2;
}
