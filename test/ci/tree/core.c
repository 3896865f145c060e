#include "kernel.h"

struct queue { spinlock_t lock; int count; };
extern void drain(struct queue *q);

void flush(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	drain(q);
	spin_unlock_irqrestore(&q->lock, flags);
}
