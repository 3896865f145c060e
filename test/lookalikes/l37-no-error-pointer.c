// RUN: %verify %s
// RUN: %verify19 %s

// A pointer that was followed, or whose lock was taken, is neither null nor one of the kernel's
// error pointers: IS_ERR() of it tells a caller which way the helper returned.

#include "kernel.h"

#define MAX_ERRNO 4095
#define IS_ERR_VALUE(x) ((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)

static inline void *ERR_PTR(long error) { return (void *)error; }
static inline long PTR_ERR(const void *p) { return (long)p; }
static inline bool IS_ERR(const void *p) { return IS_ERR_VALUE((unsigned long)p); }
static inline bool IS_ERR_OR_NULL(const void *p) { return !p || IS_ERR(p); }

struct dev {
	spinlock_t lock;
	int dead;
};
extern struct dev *find(int id);
extern void work(struct dev *d);

static struct dev *get(int id, unsigned long *flags)
{
	struct dev *d = find(id);

	if (!d)
		return ERR_PTR(-19);
	spin_lock_irqsave(&d->lock, *flags);
	return d;
}

static struct dev *get_alive(int id, unsigned long *flags)
{
	struct dev *d = find(id);

	if (!d)
		return ERR_PTR(-19);
	spin_lock_irqsave(&d->lock, *flags);
	if (d->dead) {
		spin_unlock_irqrestore(&d->lock, *flags);
		return ERR_PTR(-16);
	}
	return d;
}

long locked(int id)
{
	unsigned long flags;
	struct dev *d = get(id, &flags);

	if (IS_ERR(d))
		return PTR_ERR(d);
	work(d);
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

long alive(int id)
{
	unsigned long flags;
	struct dev *d = get_alive(id, &flags);

	if (IS_ERR_OR_NULL(d))
		return -1;
	work(d);
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int asked_late(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (IS_ERR(d))
		return -1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

/* The lock is taken by a function that is not in sight. */
int asked_late_raw(struct dev *d)
{
	unsigned long flags = _raw_spin_lock_irqsave(&d->lock.rlock);

	if (IS_ERR(d))
		return -1;
	_raw_spin_unlock_irqrestore(&d->lock.rlock, flags);
	return 0;
}

/* Asked the wrong way round: an error. */
long wrong_way(int id)
{
	unsigned long flags;
	struct dev *d = get(id, &flags);

	if (!IS_ERR(d))
		return 0; // expected-warning {{[pvops-unrestored-flags]}}
	return PTR_ERR(d);
}
