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

/* The same question asked in two ways. */
void some(spinlock_t *lock, unsigned int n)
{
	unsigned long flags;

	if (n > 0)
		spin_lock_irqsave(lock, flags);
	act();
	if (n != 0)
		spin_unlock_irqrestore(lock, flags);
}

void by_range(spinlock_t *lock, int mode)
{
	unsigned long flags;

	switch (mode) {
	case 7 ... 9:
		spin_lock_irqsave(lock, flags);
		break;
	}
	act();
	switch (mode) {
	case 7 ... 9:
		spin_unlock_irqrestore(lock, flags);
		break;
	}
}

/* One word for each of many locks: no single one is uninitialised. */
void many(spinlock_t *locks, unsigned long *flags, int n)
{
	unsigned long own[4];
	int i;

	for (i = 0; i < n; i++)
		spin_lock_irqsave(&locks[i], own[i]);
	act();
	for (i = n - 1; i >= 0; i--)
		spin_unlock_irqrestore(&locks[i], own[i]);
}
