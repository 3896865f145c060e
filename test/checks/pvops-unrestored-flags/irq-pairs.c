// RUN: %verify %s
// RUN: %verify19 %s
//
// C6 without a word: `_irq` pairs that are closed on some paths only.

#include "kernel.h"

#define EBUSY 16
#define EIO 5

struct dev {
	spinlock_t lock;
	int state, count;
};

extern int poll_hw(struct dev *d);
extern void finish_and_unlock(struct dev *d);

int error_path_bad(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->state)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	d->state = 1;
	spin_unlock_irq(&d->lock);
	return 0;
}

int error_path_good(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->state) {
		spin_unlock_irq(&d->lock);
		return -EBUSY;
	}
	d->state = 1;
	spin_unlock_irq(&d->lock);
	return 0;
}

/* Both ways fail, and only one of them unlocks. */
int both_fail_bad(struct dev *d)
{
	int err;

	spin_lock_irq(&d->lock);
	err = poll_hw(d);
	if (err)
		goto out; /* past the unlock */
	if (d->state) {
		spin_unlock_irq(&d->lock);
		return -EBUSY;
	}
	d->state = 1;
	spin_unlock_irq(&d->lock);
out:
	return err; // expected-warning {{[pvops-unrestored-flags]}}
}

/* Nothing tells the caller which it was. */
void void_bad(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->state)
		return; // expected-warning {{[pvops-unrestored-flags]}}
	d->state = 1;
	spin_unlock_irq(&d->lock);
}

void local_disable_bad(struct dev *d)
{
	local_irq_disable();
	if (d->count) {
		d->count--;
		return; // expected-warning {{[pvops-unrestored-flags]}}
	}
	local_irq_enable();
}

/* The caller says whether it wants the lock. */
void keep_locked(struct dev *d, bool unlock)
{
	spin_lock_irq(&d->lock);
	d->state = 1;
	if (unlock)
		spin_unlock_irq(&d->lock);
}

/* The result says it. */
bool lock_if_idle(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (!d->state)
		return true;
	spin_unlock_irq(&d->lock);
	return false;
}

int lock_alive(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->state) {
		spin_unlock_irq(&d->lock);
		return -EIO;
	}
	return 0;
}

struct dev *get_locked(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->state) {
		spin_unlock_irq(&d->lock);
		return (struct dev *)0;
	}
	return d;
}

/* A function elsewhere is given the lock's owner, on this path alone. */
void other_file_unlocks(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->state) {
		finish_and_unlock(d);
		return;
	}
	d->state = 1;
	spin_unlock_irq(&d->lock);
}

/* Entered off; on for a while; off again. */
int reopen(struct dev *d)
{
	spin_unlock_irq(&d->lock);
	d->count++;
	spin_lock_irq(&d->lock);
	if (d->state)
		return -EBUSY;
	return 0;
}
