// RUN: %verify %s --target=i386-linux-gnu
// RUN: %verify19 %s --target=i386-linux-gnu
//
// C7 where an unsigned long has 32 bits: a word that a function of the contract
// leaves behind a pointer is no wider than that.

#include "kernel.h"

struct task {
	spinlock_t pi_lock;
};
struct rq;
struct rq_flags {
	unsigned long flags;
};

extern struct rq *task_rq_lock(struct task *p, struct rq_flags *rf);
extern void work(void);

void good_behind_a_pointer(struct task *p)
{
	struct rq_flags rf;

	task_rq_lock(p, &rf);
	work();
	spin_unlock_irqrestore(&p->pi_lock, rf.flags);
}

void good_int(spinlock_t *a)
{
	int flags;

	spin_lock_irqsave(a, flags);
	work();
	spin_unlock_irqrestore(a, flags);
}

void bad_byte(spinlock_t *a)
{
	u8 flags;

	spin_lock_irqsave(a, flags); // expected-warning {{'flags' is an unsigned type of 8 bits}}
	work();
	spin_unlock_irqrestore(a, flags);
}
