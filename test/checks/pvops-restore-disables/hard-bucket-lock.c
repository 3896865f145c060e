// RUN: %verify %s
// RUN: %verify19 %s
//
// A hash bucket's lock that may refuse: the error return has restored already,
// and only success fills the caller's word (from a local copy).

#include "kernel.h"

struct bucket {
	raw_spinlock_t lock;
	struct list_head head;
};

struct table {
	struct bucket *buckets;
	int busy;
	int count;
};

static inline int lock_bucket(struct table *t, struct bucket *b,
			      unsigned long *pflags)
{
	unsigned long flags;

	preempt_disable();
	local_irq_save(flags);
	if (unlikely(++t->busy != 1)) {
		t->busy--;
		local_irq_restore(flags);
		preempt_enable();
		return -EBUSY;
	}

	raw_spin_lock(&b->lock);
	*pflags = flags;
	return 0;
}

static inline void unlock_bucket(struct table *t, struct bucket *b,
				 unsigned long flags)
{
	raw_spin_unlock(&b->lock);
	t->busy--;
	local_irq_restore(flags);
	preempt_enable();
}

extern int insert(struct bucket *b, int key);
extern void *element_alloc(int key);

int update_good(struct table *t, int key)
{
	struct bucket *b = &t->buckets[key];
	unsigned long flags;
	int ret;

	ret = lock_bucket(t, b, &flags);
	if (ret)
		return ret;

	if (t->count > 100) {
		ret = -ENOMEM;
		goto err;
	}
	ret = insert(b, key);
	if (!ret)
		t->count++;
err:
	unlock_bucket(t, b, flags);
	return ret;
}

int update_bad(struct table *t, int key, spinlock_t *stats)
{
	struct bucket *b = &t->buckets[key];
	unsigned long flags;
	int ret;

	ret = lock_bucket(t, b, &flags);
	if (ret)
		return ret;

	ret = insert(b, key);
	if (ret < 0) {
		spin_lock_irq(stats);
		t->count--;
		spin_unlock_irq(stats);
	}
	unlock_bucket(t, b, flags); // expected-warning {{[pvops-restore-disables]}}
	return ret;
}
