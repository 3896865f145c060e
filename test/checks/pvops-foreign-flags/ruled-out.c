// RUN: %verify %s
// RUN: %verify19 %s

// What no caller can make happen by what it passes is no warning; what one of them can is.

#include "spinlock.h"

struct queue {
	spinlock_t lock;
	int n;
};

static void only_waits(struct queue *q, int wait)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	if (!wait)
		spin_unlock_irqrestore(&q->lock, flags);
	spin_unlock_irqrestore(&q->lock, flags);
}

void waits(struct queue *q)
{
	only_waits(q, 1);
}

static void may_wait(struct queue *q, int wait)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	if (!wait)
		spin_unlock_irqrestore(&q->lock, flags); // expected-warning {{[pvops-foreign-flags, proven]}}
	spin_unlock_irqrestore(&q->lock, flags);
}

void waits_and_not(struct queue *q)
{
	may_wait(q, 1);
	may_wait(q, 0);
}

// Through another function: the condition is its caller's.
static void below(struct queue *q, int wait)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	if (!wait)
		spin_unlock_irqrestore(&q->lock, flags);
	spin_unlock_irqrestore(&q->lock, flags);
}

static void middle(struct queue *q, int wait)
{
	q->n++;
	below(q, wait);
}

void top(struct queue *q)
{
	middle(q, 2);
}
