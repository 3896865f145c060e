// RUN: %verify %s
// RUN: %verify19 %s
//
// refcount_dec_and_lock_irqsave(): true means locked with the word in *flags,
// false means nothing happened.  The release is in the function that frees.

#include "kernel.h"

struct user {
	refcount_t count;
	struct list_head node;
	struct mutex mutex;
};

static spinlock_t users_lock;

static bool dec_and_lock_irqsave(refcount_t *r, spinlock_t *lock,
				 unsigned long *flags)
{
	if (refcount_dec_not_one(r))
		return false;

	spin_lock_irqsave(lock, *flags);
	if (!refcount_dec_and_test(r)) {
		spin_unlock_irqrestore(lock, *flags);
		return false;
	}
	return true;
}

static void free_user(struct user *u, unsigned long flags)
{
	list_del(&u->node);
	spin_unlock_irqrestore(&users_lock, flags);
	kfree(u);
}

void put_user_good(struct user *u)
{
	unsigned long flags;

	if (u && dec_and_lock_irqsave(&u->count, &users_lock, &flags))
		free_user(u, flags);
}

/* The mutex is taken where the spinlock is already held. */
void put_user_bad(struct user *u)
{
	unsigned long flags;

	if (!dec_and_lock_irqsave(&u->count, &users_lock, &flags))
		return;
	mutex_lock(&u->mutex);
	mutex_unlock(&u->mutex);
	free_user(u, flags); // expected-warning {{[pvops-restore-disables]}}
}
