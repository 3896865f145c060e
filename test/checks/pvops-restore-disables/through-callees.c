// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 through callees of the same file: the enable is one or more calls away.

#include "kernel.h"

extern void work(void);
extern int broken(void);

struct q {
	spinlock_t lock;
	spinlock_t stats_lock;
	int n;
};

static void count(struct q *q)
{
	spin_lock_irq(&q->stats_lock);
	q->n++;
	spin_unlock_irq(&q->stats_lock);
}

void one_deep(struct q *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	count(q);
	spin_unlock_irqrestore(&q->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

static int count_if(struct q *q, int c)
{
	if (c)
		count(q);
	return c;
}

static int count_some(struct q *q, int n)
{
	int i, sum = 0;

	for (i = 0; i < n; i++)
		sum += count_if(q, i & 1);
	return sum;
}

int four_deep(struct q *q, int n)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&q->lock, flags);
	ret = count_some(q, n);
	spin_unlock_irqrestore(&q->lock, flags); // expected-note {{also here: }}
	return ret;
}

/* The callee closes the section when it fails, and the caller then leaves. */
static int close_on_failure(struct q *q, unsigned long flags)
{
	if (broken()) {
		spin_unlock_irqrestore(&q->lock, flags);
		return -EIO;
	}
	q->n++;
	return 0;
}

int leaves_on_failure(struct q *q)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&q->lock, flags);
	ret = close_on_failure(q, flags);
	if (ret)
		return ret;
	spin_unlock_irqrestore(&q->lock, flags);
	return 0;
}

/* The callee enables when it fails, and the caller overlooks that. */
static int open_on_failure(struct q *q)
{
	if (broken()) {
		spin_unlock_irq(&q->lock);
		return -EIO;
	}
	q->n++;
	return 0;
}

int goes_on_after_failure(struct q *q)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&q->lock, flags);
	ret = open_on_failure(q);
	if (ret)
		spin_lock(&q->lock);
	spin_unlock_irqrestore(&q->lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return ret;
}

/* Lock and unlock are in helpers of their own. */
static void q_lock(struct q *q)
{
	spin_lock_irq(&q->lock);
}

static void q_unlock(struct q *q)
{
	spin_unlock_irq(&q->lock);
}

void pair_of_helpers(struct q *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->stats_lock, flags);
	q_lock(q);
	q->n++;
	q_unlock(q);
	spin_unlock_irqrestore(&q->stats_lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A helper with a save of its own is no trouble. */
static void count_safely(struct q *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->stats_lock, flags);
	q->n++;
	spin_unlock_irqrestore(&q->stats_lock, flags);
}

void safe_helper(struct q *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	count_safely(q);
	spin_unlock_irqrestore(&q->lock, flags);
}

/* The helper enables only when told to, by a constant. */
static void finish(struct q *q, bool open)
{
	q->n = 0;
	if (open)
		local_irq_enable();
	work();
}

void told_not_to(struct q *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	finish(q, false);
	spin_unlock_irqrestore(&q->lock, flags);
}

void told_to(struct q *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	finish(q, true);
	spin_unlock_irqrestore(&q->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void maybe_told_to(struct q *q, bool open)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	finish(q, open);
	spin_unlock_irqrestore(&q->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A local function pointer that can only be one function. */
void through_a_pointer(struct q *q)
{
	void (*fn)(struct q *) = count;
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	fn(q);
	spin_unlock_irqrestore(&q->lock, flags); // expected-note {{also here: }}
}

/* local_bh_enable() as it looks with interrupt tracing on. */
static void bh_enable_traced(void)
{
	WARN_ON_ONCE(irqs_disabled());
	local_irq_disable();
	work();
	local_irq_enable();
}

void bottom_halves_in_section(struct q *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	bh_enable_traced(); // expected-warning {{bh_enable_traced() asserts that interrupts are enabled}}
	spin_unlock_irqrestore(&q->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}
