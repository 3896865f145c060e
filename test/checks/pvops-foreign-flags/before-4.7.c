// Until 4.6 task_rq_lock() was given the flags, later a record that has them: --contract linux-pre-4.7 and the default.
// RUN: %verify -fplugin-arg-pvlint-contract=linux-pre-4.7 -DOLD %s
// RUN: %verify %s
#include "kernel.h"

struct task;
struct rq;

#ifdef OLD
extern struct rq *task_rq_lock(struct task *p, unsigned long *flags);

static void unlock(struct rq *rq, unsigned long *flags)
{
	local_irq_restore(*flags);
}

int change_good(struct task *p)
{
	unsigned long flags;
	struct rq *rq = task_rq_lock(p, &flags);

	unlock(rq, &flags);
	return 0;
}

int change_bad(struct task *p, int some)
{
	unsigned long flags;
	struct rq *rq = NULL;

	if (some)
		rq = task_rq_lock(p, &flags);
	unlock(rq, &flags); // expected-warning {{unlock() restores 'flags', which is uninitialized on this path}}
	return 0;
}
#else
struct rq_flags {
	unsigned long flags;
};
extern struct rq *task_rq_lock(struct task *p, struct rq_flags *rf);

int change_good(struct task *p)
{
	struct rq_flags rf;

	task_rq_lock(p, &rf);
	local_irq_restore(rf.flags);
	return 0;
}

int change_bad(struct task *p, int some)
{
	struct rq_flags rf;

	if (some)
		task_rq_lock(p, &rf);
	local_irq_restore(rf.flags); // expected-warning {{'rf', which is uninitialized on this path}}
	return 0;
}
#endif
