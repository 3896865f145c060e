/*
 * A helper that opens its caller's section.
 *
 * complete_locked() is called with queue->lock held, as its name says.  It
 * takes the statistics lock with the _irq pair: lock disables, unlock
 * enables, no matter what was before.  When it returns, queue->lock is held
 * with interrupts on.  The next interrupt of the device calls queue_irq() on
 * the same processor, which spins for the lock that its own victim holds.
 */
#include "kernel.h"

struct request {
	struct request *next;
	int result;
};

struct queue {
	spinlock_t lock;
	struct request *head;
};

static spinlock_t stats_lock;
static unsigned long completed;

static void complete_locked(struct queue *q, struct request *rq, int result)
{
	q->head = rq->next;
	rq->result = result;

	spin_lock_irq(&stats_lock);
	completed++;
	spin_unlock_irq(&stats_lock);	/* interrupts are on from here */
}

void queue_irq(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	while (q->head)
		complete_locked(q, q->head, 0);
	spin_unlock_irqrestore(&q->lock, flags);	/* wrong */
}

/* right: the helper leaves interrupts as it found them */
static void complete_locked_fixed(struct queue *q, struct request *rq, int result)
{
	unsigned long flags;

	q->head = rq->next;
	rq->result = result;

	spin_lock_irqsave(&stats_lock, flags);
	completed++;
	spin_unlock_irqrestore(&stats_lock, flags);
}

void queue_irq_fixed(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	while (q->head)
		complete_locked_fixed(q, q->head, 0);
	spin_unlock_irqrestore(&q->lock, flags);
}
