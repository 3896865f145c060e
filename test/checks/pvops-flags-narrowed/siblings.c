// RUN: %verify %s
// RUN: %verify19 %s
//
// Each variable of the wrong type is a mistake of its own, also where several
// have one name, or are saved and restored by the same helpers. Two saves to
// one variable are one mistake.

#include "kernel.h"

struct queue {
	spinlock_t a, b;
	int n;
};

static unsigned long queue_lock(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->a, flags);
	spin_lock(&q->b);
	return flags;
}

static void queue_unlock(struct queue *q, unsigned long flags)
{
	spin_unlock(&q->b);
	spin_unlock_irqrestore(&q->a, flags);
}

void first(struct queue *q)
{
	unsigned int flags;

	flags = queue_lock(q); // expected-warning {{'flags' has an unsigned 32-bit type}}
	q->n++;
	queue_unlock(q, flags);
}

void second(struct queue *q)
{
	unsigned int flags;

	flags = queue_lock(q); // expected-warning {{'flags' has an unsigned 32-bit type}}
	q->n--;
	queue_unlock(q, flags);
}

void of_two_blocks(struct queue *q)
{
	if (q->n) {
		unsigned int flags;

		flags = queue_lock(q); // expected-warning {{'flags' has an unsigned 32-bit type}}
		queue_unlock(q, flags);
	} else {
		int flags;

		flags = queue_lock(q); // expected-warning {{'flags' has a signed 32-bit type}}
		queue_unlock(q, flags);
	}
}

void saved_twice(struct queue *q)
{
	unsigned int flags;

	flags = queue_lock(q); // expected-warning {{'flags' has an unsigned 32-bit type}}
	queue_unlock(q, flags);
	flags = queue_lock(q);
	queue_unlock(q, flags);
}

void wide(struct queue *q)
{
	unsigned long flags;

	flags = queue_lock(q);
	q->n++;
	queue_unlock(q, flags);
}
