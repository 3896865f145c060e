// RUN: %verify %s
// RUN: %verify19 %s
//
// Functions that return with interrupts off, and are right: lock functions of
// all kinds, and what is left off for good.

// expected-no-diagnostics

#include "kernel.h"

#define ENODEV 19
#define EAGAIN 11

struct queue {
	spinlock_t lock;
	raw_spinlock_t raw;
	unsigned long irqflags;
	int dead, count;
	struct queue *next;
};

struct walk {
	struct queue *q;
	unsigned long flags;
	bool locked;
};

extern void stop_cpu(void);
extern struct queue *find_queue(int id);
extern bool may_lock(struct queue *q);

/* seq_file: start takes it, stop gives it back, next goes on with it held. */
void *walk_start(struct walk *w, struct queue *q)
{
	spin_lock_irq(&q->lock);
	w->q = q;
	return q->next;
}

void walk_stop(struct walk *w)
{
	spin_unlock_irq(&w->q->lock);
}

/* Look up, lock, look again: null with nothing held. */
struct queue *get_queue_locked(int id, unsigned long *flags)
{
	struct queue *q = find_queue(id);

	if (!q)
		return NULL;
	spin_lock_irqsave(&q->lock, *flags);
	if (!q->dead)
		return q;
	spin_unlock_irqrestore(&q->lock, *flags);
	return NULL;
}

int use_queue(int id)
{
	unsigned long flags;
	struct queue *q = get_queue_locked(id, &flags);

	if (!q)
		return -ENODEV;
	q->count++;
	spin_unlock_irqrestore(&q->lock, flags);
	return 0;
}

/* Gives the lock up to wait, and comes back with it, if there is still one. */
static struct queue *wait_for_queue(struct queue *q, int id, unsigned long *flags)
{
	spin_unlock_irqrestore(&q->lock, *flags);
	cpu_relax();
	return get_queue_locked(id, flags);
}

int settle_queue(int id)
{
	unsigned long flags;
	struct queue *q = get_queue_locked(id, &flags);

retry:
	if (!q)
		return -ENODEV;
	if (q->count) {
		q = wait_for_queue(q, id, &flags);
		goto retry;
	}
	q->dead = 1;
	spin_unlock_irqrestore(&q->lock, flags);
	return 0;
}

/* Success with the lock held; the error comes from where it is not known. */
int prepare(struct queue *q)
{
	int err;

	spin_lock_irq(&q->lock);
	err = may_lock(q) ? 0 : -EAGAIN;
	if (err) {
		spin_unlock_irq(&q->lock);
		return err;
	}
	return 0;
}

/* The word is in the object, which outlives the function. */
void queue_lock(struct queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(&q->lock, flags);
	q->irqflags = flags;
}

void queue_unlock(struct queue *q)
{
	spin_unlock_irqrestore(&q->lock, q->irqflags);
}

/* Found somewhere, locked, and returned with its word inside. */
struct queue *lock_by_id(int id)
{
	struct queue *q = find_queue(id);

	spin_lock_irqsave(&q->lock, q->irqflags);
	return q;
}

/* The word of an array's element: which one is not told apart. */
void lock_all(struct queue **qs, unsigned long *flags, int n)
{
	int i;

	for (i = 0; i < n; i++)
		spin_lock_irqsave(&qs[i]->lock, flags[i]);
}

int lock_two(struct queue *a, struct queue *b)
{
	unsigned long flags[2];

	spin_lock_irqsave(&a->lock, flags[0]);
	spin_lock_irqsave(&b->lock, flags[1]);
	a->count = b->count;
	spin_unlock_irqrestore(&b->lock, flags[1]);
	spin_unlock_irqrestore(&a->lock, flags[0]);
	return 0;
}

/* Entered with the lock and the word by value: let go of, and taken again. */
void let_in(struct queue *q, unsigned long flags)
{
	spin_unlock_irqrestore(&q->lock, flags);
	cpu_relax();
	spin_lock_irqsave(&q->lock, flags);
}

/* A guard's word leaves its constructor in the record that it returns. */
int guarded(struct queue *q)
{
	guard(spinlock_irqsave)(&q->lock);

	if (q->dead)
		return -ENODEV;
	q->count++;
	return 0;
}

/* Off for good: this CPU stops. */
void stop_this(void)
{
	unsigned long flags;

	local_irq_save(flags);
	for (;;)
		stop_cpu();
}

void prepare_to_stop(void)
{
	local_irq_disable();
	stop_cpu();
}

/* What a caller does not want any more, it says. */
void update(struct queue *q, int nolock)
{
	unsigned long flags;

	if (!nolock)
		spin_lock_irqsave(&q->lock, flags);
	q->count++;
	if (!nolock)
		spin_unlock_irqrestore(&q->lock, flags);
}

/* Turned off only where they were found on. */
void make_sure(void)
{
	if (!irqs_disabled())
		local_irq_disable();
}

/* Two conditions at once decide whether there is a section, in both halves. */
struct mmu {
	int direct;
	struct queue *q;
};

extern bool fast_mode;
extern int look(struct mmu *m);

static bool is_fast(struct mmu *m)
{
	return fast_mode && m->direct;
}

static void walk_begin(struct mmu *m)
{
	if (is_fast(m))
		rcu_read_lock();
	else
		local_irq_disable();
}

static void walk_end(struct mmu *m)
{
	if (is_fast(m))
		rcu_read_unlock();
	else
		local_irq_enable();
}

int walk(struct mmu *m)
{
	int n;

	walk_begin(m);
	n = look(m);
	walk_end(m);
	return n;
}
