// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Look-alike 4: the halves are guarded by two conditions, so there are two ways
// not to take the lock; and a record that memset() has cleared is no
// uninitialised word.

#include "kernel.h"

extern void *memset(void *s, int c, unsigned long n);
extern void act(void);

void both(spinlock_t *lock, int a, int b)
{
	unsigned long flags;

	if (a && !b)
		spin_lock_irqsave(lock, flags);
	act();
	if (a && !b)
		spin_unlock_irqrestore(lock, flags);
}

void either(spinlock_t *lock, int a, int b)
{
	unsigned long flags;

	if (a || b)
		spin_lock_irqsave(lock, flags);
	act();
	if (a || b)
		spin_unlock_irqrestore(lock, flags);
}

struct cookie {
	unsigned long flags;
	int locked;
};

void cleared(spinlock_t *lock, int want)
{
	struct cookie c;

	memset(&c, 0, sizeof(c));
	if (want) {
		spin_lock_irqsave(lock, c.flags);
		c.locked = 1;
	}
	act();
	if (c.locked)
		spin_unlock_irqrestore(lock, c.flags);
}
