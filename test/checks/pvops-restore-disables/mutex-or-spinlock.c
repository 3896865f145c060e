// A helper that takes a mutex or a spinlock, as a field says that is asked for again, and after it code that sleeps: right for the one,
// wrong for the other, and which it is is not followed. So it is not shown by default.
// RUN: cd %S && not %pvlint check --quiet mutex-or-spinlock.c -- -I%inputs | FileCheck %s --implicit-check-not='{{warning:}}'
// RUN: cd %S && not %pvlint check --quiet --level=audit mutex-or-spinlock.c -- -I%inputs | FileCheck %s --check-prefix=AUDIT

#include "kernel.h"
#include "sched.h"

struct data {
	spinlock_t lock;
	struct mutex *mutex;
	int might_sleep;
	int is_slow;
};

static int either_lock(struct data *d, unsigned long *flags)
{
again:
	spin_lock_irqsave(&d->lock, *flags);
	if (!d->might_sleep)
		return 0;
	spin_unlock_irqrestore(&d->lock, *flags);
	mutex_lock(d->mutex);
	if (d->might_sleep)
		return 0;
	mutex_unlock(d->mutex);
	goto again;
}

static void either_unlock(struct data *d, unsigned long *flags)
{
	if (d->might_sleep)
		mutex_unlock(d->mutex);
	else
		spin_unlock_irqrestore(&d->lock, *flags);
}

/* is_slow is set only if might_sleep is. */
int resume(struct data *d)
{
	unsigned long flags;

	if (either_lock(d, &flags))
		return -1;
	if (d->is_slow)
		msleep(1);
	either_unlock(d, &flags);
// AUDIT: mutex-or-spinlock.c:[[@LINE-1]]:2: remark: msleep() on line [[@LINE-2]] may sleep with interrupts disabled
	return 0;
}

/* One that always disables, or says so. */
static int one_lock(struct data *d, unsigned long *flags)
{
	if (d->might_sleep)
		return -1;
	spin_lock_irqsave(&d->lock, *flags);
	return 0;
}

int resume_wrongly(struct data *d)
{
	unsigned long flags;

	if (one_lock(d, &flags))
		return -1;
	if (d->is_slow)
		msleep(1);
	spin_unlock_irqrestore(&d->lock, flags);
// CHECK: mutex-or-spinlock.c:[[@LINE-1]]:2: warning: msleep() on line [[@LINE-2]] may sleep with interrupts disabled
	return 0;
}
