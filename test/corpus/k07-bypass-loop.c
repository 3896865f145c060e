// RUN: %verify %s
// RUN: %verify19 %s
//
// K7: scx_ops_bypass(), 6.12 (fixed by 18b2093f4598).  The function got an outer
// irqsave section; in the loop, one way to the next round still unlocked with
// the word of the inner lock, which was no longer saved.

#include "kernel.h"

struct rq { raw_spinlock_t lock; int bypassed; };
struct rq_flags { unsigned long flags; int cookie; };

extern struct rq *cpu_rq(int cpu);
static raw_spinlock_t bypass_lock;

static inline void rq_lock(struct rq *rq, struct rq_flags *rf)
{
	raw_spin_lock(&rq->lock);
	rf->cookie = 1;
}

static inline void rq_unlock(struct rq *rq, struct rq_flags *rf)
{
	rf->cookie = 0;
	raw_spin_unlock(&rq->lock);
}

static inline void rq_unlock_irqrestore(struct rq *rq, struct rq_flags *rf)
{
	rf->cookie = 0;
	raw_spin_unlock_irqrestore(&rq->lock, rf->flags);
}

void bypass_bad(int cpus)
{
	unsigned long flags;
	int cpu;

	raw_spin_lock_irqsave(&bypass_lock, flags);
	for (cpu = 0; cpu < cpus; cpu++) {
		struct rq *rq = cpu_rq(cpu);
		struct rq_flags rf;

		rq_lock(rq, &rf);
		if (rq->bypassed) {
			rq_unlock_irqrestore(rq, &rf); // expected-warning {{[pvops-foreign-flags]}}
			continue;
		}
		rq->bypassed = 1;
		rq_unlock(rq, &rf);
	}
	raw_spin_unlock_irqrestore(&bypass_lock, flags);
}

void bypass_fixed(int cpus)
{
	unsigned long flags;
	int cpu;

	raw_spin_lock_irqsave(&bypass_lock, flags);
	for (cpu = 0; cpu < cpus; cpu++) {
		struct rq *rq = cpu_rq(cpu);
		struct rq_flags rf;

		rq_lock(rq, &rf);
		if (rq->bypassed) {
			rq_unlock(rq, &rf);
			continue;
		}
		rq->bypassed = 1;
		rq_unlock(rq, &rf);
	}
	raw_spin_unlock_irqrestore(&bypass_lock, flags);
}

/* The same with the outer word at hand: it closes the section of the loop. */
void outer_word_bad(int cpus)
{
	unsigned long flags;
	int cpu;

	raw_spin_lock_irqsave(&bypass_lock, flags);
	for (cpu = 0; cpu < cpus; cpu++) {
		struct rq *rq = cpu_rq(cpu);

		raw_spin_lock(&rq->lock);
		if (rq->bypassed) {
			raw_spin_unlock_irqrestore(&rq->lock, flags); // expected-warning {{raw_spin_unlock_irqrestore() restores flags that raw_spin_unlock_irqrestore() on line 94 restores again; restore once, or save again [pvops-foreign-flags, proven]}}
			continue;
		}
		rq->bypassed = 1;
		raw_spin_unlock(&rq->lock);
	}
	raw_spin_unlock_irqrestore(&bypass_lock, flags);
}
