// RUN: %verify %s
// RUN: %verify19 %s
//
// lock_task_sighand(t, &flags), with the body of its extern half in sight.  The
// word goes out through a pointer, the lock is taken only if the result is not
// NULL, and the loop may take and drop it any number of times.

#include "kernel.h"

struct sighand_struct *__lock_task_sighand(struct task_struct *task,
					   unsigned long *flags)
{
	struct sighand_struct *sighand;

	rcu_read_lock();
	for (;;) {
		sighand = READ_ONCE(task->sighand);
		if (unlikely(sighand == NULL))
			break;
		spin_lock_irqsave(&sighand->siglock, *flags);
		if (likely(sighand == READ_ONCE(task->sighand)))
			break;
		spin_unlock_irqrestore(&sighand->siglock, *flags);
	}
	rcu_read_unlock();
	return sighand;
}

void send_good(struct task_struct *t)
{
	unsigned long flags;

	if (lock_task_sighand(t, &flags)) {
		t->sighand->action = 9;
		unlock_task_sighand(t, &flags);
	}
}

int read_good(struct task_struct *t)
{
	struct sighand_struct *sighand;
	unsigned long flags;
	int action;

	sighand = lock_task_sighand(t, &flags);
	if (!sighand)
		return -ENOENT;
	action = sighand->action;
	unlock_task_sighand(t, &flags);
	return action;
}

void send_bad(struct task_struct *t, spinlock_t *stats)
{
	unsigned long flags;

	if (!lock_task_sighand(t, &flags))
		return;
	spin_lock_irq(stats);
	t->sighand->action = 9;
	spin_unlock_irq(stats);
	unlock_task_sighand(t, &flags); // expected-warning {{[pvops-restore-disables]}}
}
