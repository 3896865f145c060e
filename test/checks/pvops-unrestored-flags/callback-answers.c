// RUN: %verify %s
// RUN: %verify19 %s

// A callback that is given the object may drop its lock, and says so by what it returns. What it
// returns has nothing to do with another return.

#include "kernel.h"

struct item { struct item *next; int kind; };
struct one { spinlock_t lock; struct item *first; };
enum { NEXT, STOP, UNLOCKED };

int walk(struct one *o, int (*visit)(struct one *, struct item *))
{
	struct item *i;
	int r = NEXT;

	spin_lock_irq(&o->lock);
	for (i = o->first; i; i = i->next) {
		r = visit(o, i);
		if (r == UNLOCKED)
			return 0;
		if (r == STOP)
			break;
	}
	spin_unlock_irq(&o->lock);
	return r;
}

int first_wrong(struct one *o, int (*visit)(struct one *, struct item *))
{
	spin_lock_irq(&o->lock);
	visit(o, o->first);
	if (o->first->kind)
		return -16; // expected-warning {{first_wrong() returns with interrupts disabled}}
	spin_unlock_irq(&o->lock);
	return 0;
}
