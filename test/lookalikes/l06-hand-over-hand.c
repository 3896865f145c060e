// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Hand-over-hand: irqsave on the first lock, irqrestore on the last.  The word
// belongs to the processor, not to the lock.

#include "kernel.h"

struct node {
	spinlock_t lock;
	struct node *parent;
	int count;
};

void climb(struct node *n)
{
	unsigned long flags;

	spin_lock_irqsave(&n->lock, flags);
	while (n->parent) {
		struct node *parent = n->parent;

		n->count++;
		spin_lock(&parent->lock);
		spin_unlock(&n->lock);
		n = parent;
	}
	spin_unlock_irqrestore(&n->lock, flags);
}

void swap_two(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	spin_lock(b);
	spin_unlock(a);
	spin_unlock_irqrestore(b, flags);
}

/* Different families of locks take turns on one word. */
void across_families(raw_spinlock_t *raw, rwlock_t *rw)
{
	unsigned long flags;

	read_lock_irqsave(rw, flags);
	raw_spin_lock(raw);
	read_unlock(rw);
	raw_spin_unlock_irqrestore(raw, flags);
}

/* The lock goes first, the word last. */
void lock_then_word(spinlock_t *lock)
{
	unsigned long flags;

	local_irq_save(flags);
	spin_lock(lock);
	spin_unlock(lock);
	local_irq_restore(flags);

	spin_lock_irqsave(lock, flags);
	spin_unlock(lock);
	local_irq_restore(flags);
}
