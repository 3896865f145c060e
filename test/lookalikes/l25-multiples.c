// RUN: %verify %s
// RUN: %verify19 %s

// How long to wait is a multiple of whether to wait: none of the multiples is more than 0 where
// that is 0.

#include "kernel.h"

int ready(void);

static int poll(unsigned long wait)
{
	if (ready())
		return 0;
	if (!wait)
		return -1;
	msleep(1);
	return 0;
}

static void transfer(unsigned int can_sleep)
{
	if (poll(250 * can_sleep) == 0)
		poll(5 * 250 * can_sleep);
}

static void transfer_shifted(unsigned int can_sleep)
{
	if (poll(can_sleep << 4) == 0)
		poll(can_sleep << 6);
}

void abort_good(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	transfer(0);
	transfer_shifted(0);
	spin_unlock_irqrestore(lock, flags);
}

void abort_bad(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	transfer(1);
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}
