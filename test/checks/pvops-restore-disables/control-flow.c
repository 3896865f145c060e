// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 through goto, switch, ?:, statement expressions, && and ||, comma.

#include "kernel.h"

extern void work(void);
extern int a(void), b(void);

static int enable_and_count(int n)
{
	local_irq_enable();
	return n + 1;
}

int goto_exits(spinlock_t *lock)
{
	unsigned long flags;
	int err = 0;

	spin_lock_irqsave(lock, flags);
	if (a()) {
		err = -EIO;
		goto unlock;
	}
	if (b()) {
		err = -EBUSY;
		goto open;
	}
	work();
	goto unlock;
open:
	local_irq_enable();
unlock:
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return err;
}

void one_case(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	switch (n) {
	case 1:
		work();
		break;
	case 2 ... 4:
		local_irq_enable();
		break;
	default:
		break;
	}
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void falls_through(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	switch (n) {
	case 1:
		local_irq_enable();
		fallthrough;
	case 2:
		work();
	}
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Opened in one case of the first switch, closed in the same of the second. */
void matching_cases(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	switch (n) {
	case 1:
		local_irq_enable();
		break;
	case 2:
		work();
	}
	work();
	switch (n) {
	case 1:
		local_irq_disable();
		break;
	case 3:
		work();
	}
	spin_unlock_irqrestore(lock, flags);
}

void conditional_operator(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	n = n ? enable_and_count(n) : a();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
	pr_info("%d\n", n);
}

void statement_expression(spinlock_t *lock, int n)
{
	unsigned long flags;
	int v;

	spin_lock_irqsave(lock, flags);
	v = ({
		if (n)
			local_irq_enable();
		n + 1;
	});
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
	pr_info("%d\n", v);
}

void behind_and(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (a() && enable_and_count(0))
		work();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void behind_or(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (a() || enable_and_count(0))
		work();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Opens when both hold, closes when both hold. */
void and_both_times(spinlock_t *lock, int x, int y)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (x && y)
		local_irq_enable();
	work();
	if (x && y)
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags);
}

/* Opens when both hold, closes only when a third thing holds too. */
void and_one_more(spinlock_t *lock, int x, int y, int z)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (x && y)
		local_irq_enable();
	work();
	if (x && y && z)
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void comma(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	n = (enable_and_count(n), a());
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
	pr_info("%d\n", n);
}

/* An argument is evaluated before the call. */
void in_an_argument(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	pr_info("%d\n", enable_and_count(1));
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Only the size is taken: the call never happens. */
void in_sizeof(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	pr_info("%d\n", (int)sizeof(enable_and_count(1)));
	spin_unlock_irqrestore(lock, flags);
}

/* The restore is in one arm, in the condition of a loop, in a return. */
static int restore_and(unsigned long flags, int v)
{
	local_irq_restore(flags);
	return v;
}

int in_a_return(int n)
{
	unsigned long flags;

	local_irq_save(flags);
	if (n)
		local_irq_enable();
	return restore_and(flags, n); // expected-warning {{[pvops-restore-disables]}}
}

/* A computed goto: both labels are reachable. */
void computed_goto(int n)
{
	static void *const where[] = { &&open, &&closed };
	unsigned long flags;

	local_irq_save(flags);
	goto *where[n & 1];
open:
	local_irq_enable();
closed:
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}
