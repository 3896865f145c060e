// RUN: %verify %s
// RUN: %verify19 %s
// RUN: rm -rf %t && mkdir %t && cp %s %t/by-value.c && %make-database %t by-value.c
// RUN: cd %t && not %pvlint run --quiet | FileCheck %s --implicit-check-not=warning:
//
// A record with a word in it is passed by value. A linked program follows it as one file does.

#include "kernel.h"

struct dev { spinlock_t lock; int n; };
struct ctx { struct dev *d; unsigned long flags; };

static void leave(struct ctx c)
{
	spin_unlock_irqrestore(&c.d->lock, c.flags);
}

// CHECK: by-value.c:[[#@LINE+7]]:2: warning: leave() restores flags that spin_unlock_irqrestore() in leave() restores again
void leave_twice(struct dev *d)
{
	struct ctx c = { .d = d };

	spin_lock_irqsave(&d->lock, c.flags);
	d->n++;
	leave(c); // expected-warning {{leave() restores flags that spin_unlock_irqrestore() in leave() restores again}}
	leave(c);
}

/* Not an error: */

void once(struct dev *d)
{
	struct ctx c = { .d = d };

	spin_lock_irqsave(&d->lock, c.flags);
	d->n++;
	leave(c);
}

static struct ctx enter(struct dev *d)
{
	struct ctx c = { .d = d };

	spin_lock_irqsave(&d->lock, c.flags);
	return c;
}

int from_a_result(struct dev *d)
{
	struct ctx a = enter(d), b = a;

	if (!b.d->n) {
		leave(b);
		return 1;
	}
	leave(a);
	return 0;
}

// The callee's own copy.
static void leave_and_clear(struct ctx c)
{
	spin_unlock_irqrestore(&c.d->lock, c.flags);
	c.flags = 0;
	c.d = NULL;
}

int own_copy(struct dev *d)
{
	struct ctx c = enter(d);

	d->n++;
	leave_and_clear(c);
	return c.d->n;
}
