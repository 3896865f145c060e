// RUN: %verify %s
// RUN: %verify19 %s
//
// mod_delayed_work_on(): a trylock-like helper fills the word.  -EAGAIN means
// "restored, try again", everything else means "interrupts are off and the
// word is in *flags".

#include "kernel.h"

struct work {
	spinlock_t *pool_lock;
	bool timer_pending;
	bool queued;
	bool canceling;
};

extern bool del_timer(struct work *w);
extern bool test_and_set_pending(struct work *w);
extern void queue(struct work *w);

static int grab_pending(struct work *w, unsigned long *flags)
{
	local_irq_save(*flags);

	if (w->timer_pending && del_timer(w))
		return 1;
	if (!test_and_set_pending(w))
		return 0;

	rcu_read_lock();
	if (!w->pool_lock)
		goto fail;
	spin_lock(w->pool_lock);
	if (w->queued) {
		w->queued = false;
		spin_unlock(w->pool_lock);
		rcu_read_unlock();
		return 1;
	}
	spin_unlock(w->pool_lock);
fail:
	rcu_read_unlock();
	if (w->canceling)
		return -ENOENT;
	local_irq_restore(*flags);
	cpu_relax();
	return -EAGAIN;
}

bool mod_work_good(struct work *w)
{
	unsigned long flags;
	int ret;

	do {
		ret = grab_pending(w, &flags);
	} while (unlikely(ret == -EAGAIN));

	if (likely(ret >= 0)) {
		queue(w);
		local_irq_restore(flags);
	}
	if (ret < 0)
		local_irq_restore(flags);
	return ret;
}

bool cancel_good(struct work *w)
{
	unsigned long flags;
	int ret;

	do {
		ret = grab_pending(w, &flags);
	} while (ret == -EAGAIN);
	if (ret >= 0)
		w->timer_pending = false;
	local_irq_restore(flags);
	return ret;
}

bool mod_work_bad(struct work *w, spinlock_t *stats)
{
	unsigned long flags;
	int ret;

	do {
		ret = grab_pending(w, &flags);
	} while (ret == -EAGAIN);
	if (ret > 0) {
		spin_lock_irq(stats);
		queue(w);
		spin_unlock_irq(stats);
	}
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
	return ret;
}

/* One try only: on -EAGAIN the word has been restored already. */
bool try_once_good(struct work *w)
{
	unsigned long flags;
	int ret;

	ret = grab_pending(w, &flags);
	if (ret == -EAGAIN)
		return false;
	queue(w);
	local_irq_restore(flags);
	return true;
}
