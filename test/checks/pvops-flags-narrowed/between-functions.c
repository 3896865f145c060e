// RUN: %verify %s
// RUN: %verify19 %s
//
// C7: the narrow type is what a function returns, what it takes, or a field.

#include "kernel.h"

extern void work(void);

struct queue {
	spinlock_t lock;
	u8 small;
	int word;
	unsigned int bits : 8;
	unsigned long flags;
};

static int queue_lock(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	return flags; // expected-warning {{what 'queue_lock' returns has a signed 32-bit type}}
}

void returned(struct queue *q)
{
	unsigned long flags = queue_lock(q);

	work();
	spin_unlock_irqrestore(&q->lock, flags);
}

static unsigned long queue_lock_whole(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	return flags;
}

void returned_whole(struct queue *q)
{
	unsigned long flags = queue_lock_whole(q);

	work();
	spin_unlock_irqrestore(&q->lock, flags);
}

/* Whoever calls it. */
void queue_unlock(struct queue *q, int flags)
{
	spin_unlock_irqrestore(&q->lock, flags); // expected-warning {{'flags' has a signed 32-bit type but is restored as flags: its sign fills the upper bits when spin_unlock_irqrestore() restores it; declare it unsigned long [pvops-flags-narrowed]}}
}

void queue_unlock_whole(struct queue *q, unsigned long flags)
{
	spin_unlock_irqrestore(&q->lock, flags);
}

static void put_byte(struct queue *q, u8 flags)
{
	spin_unlock_irqrestore(&q->lock, flags);
}

void passed(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	work();
	put_byte(q, flags); // expected-warning {{the argument of 'put_byte' has an unsigned 8-bit type}}
}

void field(struct queue *q)
{
	spin_lock_irqsave(&q->lock, q->small); // expected-warning {{'small' has an unsigned 8-bit type}}
	work();
	spin_unlock_irqrestore(&q->lock, q->small);
}

void bit_field(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	q->bits = flags; // expected-warning {{'bits' has an unsigned 8-bit type}}
	work();
	spin_unlock_irqrestore(&q->lock, q->bits);
}

void field_whole(struct queue *q)
{
	spin_lock_irqsave(&q->lock, q->flags);
	work();
	spin_unlock_irqrestore(&q->lock, q->flags);
}

/* Stored here, restored elsewhere: the field tells. */
void field_begin(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	q->word = flags; // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void field_end(struct queue *q)
{
	spin_unlock_irqrestore(&q->lock, q->word); // expected-warning {{'word' has a signed 32-bit type but is restored as flags: its sign fills the upper bits when spin_unlock_irqrestore() restores it; declare it unsigned long [pvops-flags-narrowed]}}
}

/* A callee cuts it. */
static void keep(struct queue *q, unsigned long flags)
{
	q->small = flags;
}

void cut_by_callee(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	keep(q, flags); // expected-warning {{[pvops-flags-narrowed, proven]}}
	work();
	spin_unlock_irqrestore(&q->lock, q->small);
}
