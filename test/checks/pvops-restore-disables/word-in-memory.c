// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 with the word in a struct field, a global, behind an out-pointer, or
// handed back as a result.

#include "kernel.h"

extern void work(void);

struct rq {
	raw_spinlock_t lock;
	int nr;
};

struct rq_flags {
	unsigned long flags;
};

static inline void rq_lock_irqsave(struct rq *rq, struct rq_flags *rf)
{
	raw_spin_lock_irqsave(&rq->lock, rf->flags);
}

static inline void rq_unlock_irqrestore(struct rq *rq, struct rq_flags *rf)
{
	raw_spin_unlock_irqrestore(&rq->lock, rf->flags);
}

static inline void rq_lock_irq(struct rq *rq)
{
	raw_spin_lock_irq(&rq->lock);
}

static inline void rq_unlock_irq(struct rq *rq)
{
	raw_spin_unlock_irq(&rq->lock);
}

void field_bad(struct rq *rq, struct rq *other)
{
	struct rq_flags rf;

	rq_lock_irqsave(rq, &rf);
	rq_lock_irq(other);
	other->nr++;
	rq_unlock_irq(other);
	rq_unlock_irqrestore(rq, &rf); // expected-warning {{[pvops-restore-disables]}}
}

void field_good(struct rq *rq, struct rq *other)
{
	struct rq_flags rf;

	rq_lock_irqsave(rq, &rf);
	raw_spin_lock_nested(&other->lock, 1);
	other->nr++;
	raw_spin_unlock(&other->lock);
	rq_unlock_irqrestore(rq, &rf);
}

/* The word in the object itself, as regmap keeps it. */
struct map {
	spinlock_t lock;
	unsigned long lock_flags;
	int value;
};

static void map_lock(struct map *m)
{
	unsigned long flags;

	spin_lock_irqsave(&m->lock, flags);
	m->lock_flags = flags;
}

static void map_unlock(struct map *m)
{
	spin_unlock_irqrestore(&m->lock, m->lock_flags);
}

void map_good(struct map *m)
{
	map_lock(m);
	m->value++;
	map_unlock(m);
}

void map_bad(struct map *m)
{
	map_lock(m);
	m->value++;
	local_irq_enable();
	map_unlock(m); // expected-warning {{[pvops-restore-disables]}}
}

/* A static word, for a lock that is held while it is in use. */
static raw_spinlock_t prog_lock;
static unsigned long prog_flags;

static void prog_lock_irqsave(void)
{
	unsigned long flags;

	local_irq_save(flags);
	raw_spin_lock(&prog_lock);
	prog_flags = flags;
}

static void prog_unlock_irqrestore(void)
{
	unsigned long flags;

	flags = prog_flags;
	raw_spin_unlock(&prog_lock);
	local_irq_restore(flags);
}

void prog_good(void)
{
	prog_lock_irqsave();
	work();
	prog_unlock_irqrestore();
}

void prog_bad(spinlock_t *lock)
{
	prog_lock_irqsave();
	spin_lock_irq(lock);
	spin_unlock_irq(lock);
	prog_unlock_irqrestore(); // expected-warning {{[pvops-restore-disables]}}
}

/* An out-pointer. */
static void enter(raw_spinlock_t *lock, unsigned long *flags)
{
	unsigned long f;

	local_irq_save(f);
	raw_spin_lock(lock);
	*flags = f;
}

void out_pointer_good(raw_spinlock_t *lock)
{
	unsigned long flags;

	enter(lock, &flags);
	work();
	raw_spin_unlock_irqrestore(lock, flags);
}

void out_pointer_bad(raw_spinlock_t *lock)
{
	unsigned long flags;

	enter(lock, &flags);
	local_irq_enable();
	work();
	raw_spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A result. */
static unsigned long enter_returning(raw_spinlock_t *lock)
{
	unsigned long flags;

	raw_spin_lock_irqsave(lock, flags);
	return flags;
}

void result_good(raw_spinlock_t *lock)
{
	unsigned long flags = enter_returning(lock);

	work();
	raw_spin_unlock_irqrestore(lock, flags);
}

void result_bad(raw_spinlock_t *lock, int n)
{
	unsigned long flags = enter_returning(lock);

	while (n--) {
		work();
		local_irq_enable();
	}
	raw_spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A result that is handed through, and kept in a copy. */
static unsigned long pass_through(raw_spinlock_t *lock)
{
	return enter_returning(lock);
}

void copy_bad(raw_spinlock_t *lock)
{
	unsigned long first = pass_through(lock);
	unsigned long kept = first;

	first = 0;
	raw_spin_unlock_irq(lock);
	work();
	local_irq_restore(kept); // expected-warning {{[pvops-restore-disables]}}
}

/* Two words, exchanged: the inner word says "off", the outer does not. */
void two_words_in_order(raw_spinlock_t *a, raw_spinlock_t *b)
{
	unsigned long f[2];

	raw_spin_lock_irqsave(a, f[0]);
	raw_spin_lock_irqsave(b, f[1]);
	raw_spin_unlock_irqrestore(b, f[1]);
	raw_spin_unlock_irqrestore(a, f[0]);
}
