// RUN: %verify %s
// RUN: %verify19 %s

// Whether there is a lock to release is written down by a callee, in a field or a variable that is
// no saved word. What callers ask about is kept of what callees write.

#include "kernel.h"

struct box {
	spinlock_t lock;
	unsigned long flags;
	int shared, locked;
};
void work(struct box *b);

static int enabled;
static void enable(void) { enabled = 1; }
static void disable(void) { enabled = 0; }

static void box_lock(struct box *b)
{
	b->locked = b->shared > 1;
	if (b->shared > 1)
		spin_lock_irqsave(&b->lock, b->flags);
}

static void box_unlock(struct box *b)
{
	if (b->locked)
		spin_unlock_irqrestore(&b->lock, b->flags);
}

void twice(struct box *b)
{
	box_lock(b);
	work(b);
	box_unlock(b);
	box_lock(b);
	work(b);
	box_unlock(b);
}

static void mark(struct box *b)
{
	unsigned long flags;

	b->locked = 0;
	if (b->shared) {
		spin_lock_irqsave(&b->lock, flags);
		b->flags = flags;
		b->locked = 1;
	}
}

void marked_twice(struct box *b)
{
	mark(b);
	box_unlock(b);
	mark(b);
	box_unlock(b);
}

void by_its_own_mark(struct box *b)
{
	spin_lock_irqsave(&b->lock, b->flags);
	b->locked = 1;
	work(b);
	box_unlock(b);
}

void by_a_variable(spinlock_t *l)
{
	unsigned long flags;

	enabled = 0;
	enable();
	spin_lock_irqsave(l, flags);
	if (enabled)
		spin_unlock_irqrestore(l, flags);
}

void by_a_variable_that_says_no(spinlock_t *l)
{
	unsigned long flags;

	enabled = 1;
	disable();
	spin_lock_irqsave(l, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (enabled)
		spin_unlock_irqrestore(l, flags);
} // expected-warning {{[pvops-unrestored-flags]}}

static void forget(struct box *b) { b->shared = 0; }
static void forget_all(struct box *b) { forget(b); }

void through_two_calls(struct box *b)
{
	unsigned long flags;

	if (!b->shared)
		return;
	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	forget_all(b);
	if (b->shared)
		spin_unlock_irqrestore(&b->lock, flags);
} // expected-warning {{[pvops-unrestored-flags]}}
