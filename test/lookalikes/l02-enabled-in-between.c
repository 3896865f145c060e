// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Called off, on for a while, off again before it returns.  What counts is the
// state at the restore, not whether something enabled in between.

#include "kernel.h"

extern u32 pending(void);
extern void run_vector(u32 v);
extern bool need_resched(void);
extern u32 exit_work(void);
extern void deliver_signal(void);

/* __do_softirq() */
static void do_pending(void)
{
	int max_restart = 10;
	u32 mask;

	mask = pending();
restart:
	local_irq_enable();
	while (mask) {
		run_vector(mask & -mask);
		mask &= mask - 1;
	}
	local_irq_disable();

	mask = pending();
	if (mask && --max_restart && !need_resched())
		goto restart;
}

void do_softirq_like(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (pending())
		do_pending();
	local_irq_restore(flags);
}

/* The exit-to-user loop: schedules with interrupts on, reads the work with them off. */
static u32 exit_to_user_loop(u32 work)
{
	while (work & 0xff) {
		local_irq_enable();
		if (work & 1)
			schedule();
		if (work & 2)
			deliver_signal();
		local_irq_disable();
		work = exit_work();
	}
	return work;
}

u32 prepare_exit(void)
{
	unsigned long flags;
	u32 work;

	local_irq_save(flags);
	work = exit_to_user_loop(exit_work());
	local_irq_restore(flags);
	return work;
}

/* A hypercall that a hypervisor may preempt: give way, then go on as before. */
static void maybe_preempt_hcall(bool in_hcall)
{
	if (in_hcall && need_resched()) {
		local_irq_enable();
		schedule();
		local_irq_disable();
	}
}

void upcall(bool in_hcall)
{
	unsigned long flags;

	local_irq_save(flags);
	maybe_preempt_hcall(in_hcall);
	local_irq_restore(flags);
}

/* The outer lock is dropped with _irq and taken with _irq: off again. */
void drop_and_retake(spinlock_t *lock, void (*fn)(void))
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	spin_unlock_irq(lock);
	fn();
	spin_lock_irq(lock);
	spin_unlock_irqrestore(lock, flags);
}

/* wait_event_lock_irq() under irqsave: the condition holds with the lock held. */
void wait_drained(struct wait_queue_head *wq, spinlock_t *lock, int *users)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	wait_event_lock_irq(*wq, !*users, *lock);
	spin_unlock_irqrestore(lock, flags);
}
