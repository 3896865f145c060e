// RUN: %verify %s
// RUN: %verify19 %s
//
// Who sleeps has interrupts on, so a word that is saved after that and lost is
// lost for every caller. Callers are not told of the sleep as well.

#include "kernel.h"
#include "sched.h"

static void loses(spinlock_t *lock)
{
	unsigned long flags;

	msleep(1);
	spin_lock_irqsave(lock, flags);
} // expected-warning {{loses() returns with interrupts disabled by spin_lock_irqsave() on line 15, and 'flags' is lost; call spin_unlock_irqrestore() with 'flags' before the return [pvops-unrestored-flags, proven]}}

void calls(spinlock_t *lock, spinlock_t *outer)
{
	unsigned long flags;

	spin_lock_irqsave(outer, flags);
	loses(lock);
	spin_unlock_irqrestore(outer, flags);
}

static void keeps(spinlock_t *lock)
{
	unsigned long flags;

	msleep(1);
	spin_lock_irqsave(lock, flags);
	spin_unlock_irqrestore(lock, flags);
}

void calls_right(spinlock_t *lock)
{
	keeps(lock);
}
