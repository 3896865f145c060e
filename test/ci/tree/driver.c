#include "kernel.h"

struct queue { spinlock_t lock; int count; };

void drain(struct queue *q)
{
	static spinlock_t inner;

	spin_lock(&inner);
	q->count = 0;
	spin_unlock(&inner);
}

void poll(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	q->count++;
	spin_unlock_irqrestore(&q->lock, flags);
}
