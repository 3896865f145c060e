// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 on one path only.  Each function closes its section right on every path
// but one.

#include "kernel.h"

extern void work(void);
extern int broken(void);

void in_the_then(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (n)
		local_irq_enable();
	work();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void in_the_else(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (n) {
		work();
	} else {
		spin_unlock_irq(lock);
		work();
		spin_lock(lock);
	}
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The restore on the error path is the wrong one; the other is fine. */
int two_restores(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (broken()) {
		local_irq_enable();
		pr_err("broken\n");
		spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
		return -EIO;
	}
	work();
	spin_unlock_irqrestore(lock, flags);
	return 0;
}

/* Disabled again, except when the work failed. */
void disabled_again_mostly(spinlock_t *lock)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(lock, flags);
	spin_unlock_irq(lock);
	err = broken();
	if (err)
		spin_lock(lock);
	else
		spin_lock_irq(lock);
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Correlated the wrong way round. */
void wrong_sense(spinlock_t *lock, bool open)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (open)
		local_irq_enable();
	work();
	if (!open)
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void right_sense(spinlock_t *lock, bool open)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (open)
		local_irq_enable();
	work();
	if (open)
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags);
}

/* The condition changes in between, so the two tests are not the same. */
void condition_changes(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (n > 0)
		local_irq_enable();
	n--;
	if (n > 0)
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A constant decides. */
void constant_condition(spinlock_t *lock)
{
	const bool open = false;
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (open)
		local_irq_enable();
	spin_unlock_irqrestore(lock, flags);
}

/* A variable that was set on the way. */
void remembers(spinlock_t *lock)
{
	unsigned long flags;
	int opened = 0;

	spin_lock_irqsave(lock, flags);
	if (broken()) {
		local_irq_enable();
		opened = 1;
	}
	work();
	if (opened)
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags);
}

/* The variable is set on both paths: it remembers nothing. */
void remembers_nothing(spinlock_t *lock)
{
	unsigned long flags;
	int opened = 0;

	spin_lock_irqsave(lock, flags);
	if (broken()) {
		local_irq_enable();
		opened = 1;
	}
	opened = 0;
	if (opened)
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}
