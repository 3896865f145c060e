// RUN: %verify %s
// RUN: %verify19 %s

// A number that no bits of a mask make stands for "not locked".

#include "kernel.h"

struct bucket { spinlock_t lock; int count; };

int more(void);

int beyond_the_mask(struct bucket *b, unsigned int hash)
{
	unsigned long flags;
	int at = 8;

	if (more()) {
		at = hash & 7;
		spin_lock_irqsave(&b[at].lock, flags);
	}
	if (at != 8)
		spin_unlock_irqrestore(&b[at].lock, flags);
	return at;
}

int below_zero(struct bucket *b, unsigned int hash)
{
	unsigned long flags;
	int at = -1;

	if (more()) {
		at = hash % 8;
		spin_lock_irqsave(&b[at].lock, flags);
	}
	if (at >= 0)
		spin_unlock_irqrestore(&b[at].lock, flags);
	return at;
}

int in_a_loop(struct bucket *b, unsigned int hash)
{
	unsigned long flags;
	unsigned int at = 8;

	while (more()) {
		if (at != 8)
			spin_unlock_irqrestore(&b[at].lock, flags);
		at = hash & 7;
		spin_lock_irqsave(&b[at].lock, flags);
	}
	if (at != 8)
		spin_unlock_irqrestore(&b[at].lock, flags);
	return at;
}

// 7 is one of them.
int of_the_mask(struct bucket *b, unsigned int hash)
{
	unsigned long flags;
	int at = 7;

	if (more()) {
		at = hash & 7;
		spin_lock_irqsave(&b[at].lock, flags);
	}
	if (at != 7)
		spin_unlock_irqrestore(&b[at].lock, flags);
	return at; // expected-warning {{of_the_mask() returns with interrupts disabled by spin_lock_irqsave()}}
}
