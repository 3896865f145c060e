// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// The word lives in a struct or behind a pointer, written once the lock is
// owned: rq_flags, wb_lock_cookie, lock_task_sighand(), irq_get_desc_lock().

#include "kernel.h"

struct rq {
	raw_spinlock_t lock;
	int nr;
};

struct rq_flags {
	unsigned long flags;
	unsigned int clock;
};

static inline void rq_lock_irqsave(struct rq *rq, struct rq_flags *rf)
{
	raw_spin_lock_irqsave(&rq->lock, rf->flags);
	rf->clock = 0;
}

static inline void rq_unlock_irqrestore(struct rq *rq, struct rq_flags *rf)
{
	raw_spin_unlock_irqrestore(&rq->lock, rf->flags);
}

void rq_bump(struct rq *rq)
{
	struct rq_flags rf;

	rq_lock_irqsave(rq, &rf);
	rq->nr++;
	rq_unlock_irqrestore(rq, &rf);
}

/* A stats cookie: locked only if there is something to lock. */
struct lock_cookie {
	bool locked;
	unsigned long flags;
};

struct inode {
	raw_spinlock_t lock;
	int state;
};

static inline void stats_begin(struct inode *i, struct lock_cookie *c)
{
	c->locked = i->state & 1;
	if (c->locked)
		raw_spin_lock_irqsave(&i->lock, c->flags);
}

static inline void stats_end(struct inode *i, struct lock_cookie *c)
{
	if (c->locked)
		raw_spin_unlock_irqrestore(&i->lock, c->flags);
}

void stats_update(struct inode *i)
{
	struct lock_cookie cookie = {};

	stats_begin(i, &cookie);
	i->state += 2;
	stats_end(i, &cookie);
}

/* The extern form: what it does is in another file. */
int signal_one(struct task_struct *t)
{
	unsigned long flags;

	if (!lock_task_sighand(t, &flags))
		return -ENOENT;
	t->sighand->action++;
	unlock_task_sighand(t, &flags);
	return 0;
}

struct irq_desc {
	raw_spinlock_t lock;
	int depth;
};

extern struct irq_desc *irq_to_desc(unsigned int irq);

static struct irq_desc *get_desc_lock(unsigned int irq, unsigned long *flags)
{
	struct irq_desc *desc = irq_to_desc(irq);

	if (desc)
		raw_spin_lock_irqsave(&desc->lock, *flags);
	return desc;
}

static void put_desc_unlock(struct irq_desc *desc, unsigned long flags)
{
	raw_spin_unlock_irqrestore(&desc->lock, flags);
}

int enable_line(unsigned int irq)
{
	unsigned long flags;
	struct irq_desc *desc = get_desc_lock(irq, &flags);

	if (!desc)
		return -EINVAL;
	desc->depth--;
	put_desc_unlock(desc, flags);
	return 0;
}

/* The whole word goes to a function of another file: nothing is read from it. */
extern void chip_unlock(struct irq_desc *desc, unsigned long flags);

void chip_poke(struct irq_desc *desc)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&desc->lock, flags);
	desc->depth++;
	chip_unlock(desc, flags);
}
