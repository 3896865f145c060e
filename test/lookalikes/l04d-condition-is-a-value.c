// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// A hardware spinlock: switch (mode) on the way in and again on the way out.
// And "just dropped it" variables, set only on the path that let the lock go.

#include "kernel.h"

enum { HWLOCK_IRQSTATE = 1, HWLOCK_IRQ, HWLOCK_RAW };

struct hwlock {
	spinlock_t lock;
	int (*trylock)(struct hwlock *h);
	void (*unlock)(struct hwlock *h);
};

int hwlock_trylock(struct hwlock *h, int mode, unsigned long *flags)
{
	int ret;

	switch (mode) {
	case HWLOCK_IRQSTATE:
		ret = spin_trylock_irqsave(&h->lock, *flags);
		break;
	case HWLOCK_IRQ:
		ret = spin_trylock_irq(&h->lock);
		break;
	case HWLOCK_RAW:
		ret = 1;
		break;
	default:
		ret = spin_trylock(&h->lock);
		break;
	}
	if (!ret)
		return -EBUSY;

	ret = h->trylock(h);
	if (!ret) {
		switch (mode) {
		case HWLOCK_IRQSTATE:
			spin_unlock_irqrestore(&h->lock, *flags);
			break;
		case HWLOCK_IRQ:
			spin_unlock_irq(&h->lock);
			break;
		case HWLOCK_RAW:
			break;
		default:
			spin_unlock(&h->lock);
			break;
		}
		return -EBUSY;
	}
	return 0;
}

void hwlock_unlock(struct hwlock *h, int mode, unsigned long *flags)
{
	h->unlock(h);
	switch (mode) {
	case HWLOCK_IRQSTATE:
		spin_unlock_irqrestore(&h->lock, *flags);
		break;
	case HWLOCK_IRQ:
		spin_unlock_irq(&h->lock);
		break;
	case HWLOCK_RAW:
		break;
	default:
		spin_unlock(&h->lock);
		break;
	}
}

/* Entry and exit in one function, by the same value. */
void with_mode(spinlock_t *lock, int mode, void (*fn)(void))
{
	unsigned long flags = 0;

	switch (mode) {
	case HWLOCK_IRQSTATE:
		spin_lock_irqsave(lock, flags);
		break;
	case HWLOCK_IRQ:
		spin_lock_irq(lock);
		break;
	default:
		spin_lock(lock);
	}
	fn();
	if (mode == HWLOCK_IRQSTATE)
		spin_unlock_irqrestore(lock, flags);
	else if (mode == HWLOCK_IRQ)
		spin_unlock_irq(lock);
	else
		spin_unlock(lock);
}

extern int slow_work(void);
extern bool needs_slow_work(void);

int drop_once(spinlock_t *lock)
{
	unsigned long flags;
	int dropped = 0;
	int ret = 0;

	spin_lock_irqsave(lock, flags);
	if (needs_slow_work()) {
		spin_unlock_irqrestore(lock, flags);
		dropped = 1;
		ret = slow_work();
	}
	if (!dropped)
		spin_unlock_irqrestore(lock, flags);
	return ret;
}

/* The variable is an error code with more than two values. */
int drop_by_state(spinlock_t *lock, int n)
{
	unsigned long flags;
	int state = 0;
	int ret = 0;

	spin_lock_irqsave(lock, flags);
	while (n--) {
		if (needs_slow_work()) {
			state = 2;
			spin_unlock_irq(lock);
			ret = slow_work();
		}
		if (state == 2) {
			spin_lock_irq(lock);
			state = 1;
		}
	}
	spin_unlock_irqrestore(lock, flags);
	return ret;
}
