// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Trylocks: the result and the interrupt state go together.  A failed
// irqsave-trylock has put the state back already.

#include "kernel.h"

extern void work(void);

int try_once(raw_spinlock_t *lock)
{
	unsigned long flags;

	if (!raw_spin_trylock_irqsave(lock, flags))
		return -EBUSY;
	work();
	raw_spin_unlock_irqrestore(lock, flags);
	return 0;
}

int try_then_wait(spinlock_t *lock)
{
	unsigned long flags;
	int contended = 0;

	if (!spin_trylock_irqsave(lock, flags)) {
		contended = 1;
		spin_lock_irqsave(lock, flags);
	}
	work();
	spin_unlock_irqrestore(lock, flags);
	return contended;
}

int try_irq(spinlock_t *lock)
{
	int got = spin_trylock_irq(lock);

	if (got) {
		work();
		spin_unlock_irq(lock);
	}
	return got;
}

/* The result travels through a variable and a test far away. */
int try_many(spinlock_t *lock, int n)
{
	unsigned long flags = 0;
	int i, got = 0;

	for (i = 0; i < n; i++) {
		got = spin_trylock_irqsave(lock, flags);
		if (got)
			break;
		cpu_relax();
	}
	if (!got)
		return -ETIMEDOUT;
	work();
	spin_unlock_irqrestore(lock, flags);
	return 0;
}

/* A plain trylock of an inner lock, under irqsave: no effect on interrupts. */
void try_inner(spinlock_t *outer, spinlock_t *inner)
{
	unsigned long flags;

	spin_lock_irqsave(outer, flags);
	if (spin_trylock(inner)) {
		work();
		spin_unlock(inner);
	}
	spin_unlock_irqrestore(outer, flags);
}

/* A failed _irq trylock turns interrupts back on, where nothing was saved. */
int try_irq_or_give_up(rwlock_t *lock)
{
	unsigned long flags;

	if (write_trylock_irqsave(lock, flags)) {
		work();
		write_unlock_irqrestore(lock, flags);
		return 0;
	}
	return -EAGAIN;
}
