// RUN: %verify %s
// RUN: %verify19 %s
//
// C6: ways out of a function past the restore.

#include "kernel.h"

#define EBUSY 16
#define EIO 5
#define EINVAL 22

struct dev {
	spinlock_t lock;
	raw_spinlock_t raw;
	unsigned long irqflags;
	int state, count;
	struct dev *next;
};

extern int poll_hw(struct dev *d);
extern void report(int n);

int early_return_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->state)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	d->state = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int early_return_good(struct dev *d)
{
	unsigned long flags;
	int err = 0;

	spin_lock_irqsave(&d->lock, flags);
	if (d->state) {
		err = -EBUSY;
		goto unlock;
	}
	d->state = 1;
unlock:
	spin_unlock_irqrestore(&d->lock, flags);
	return err;
}

int goto_past_bad(struct dev *d)
{
	unsigned long flags;
	int err;

	raw_spin_lock_irqsave(&d->raw, flags);
	err = poll_hw(d);
	if (err)
		goto out;
	d->count++;
	raw_spin_unlock_irqrestore(&d->raw, flags);
out:
	report(err);
	return err; // expected-warning {{[pvops-unrestored-flags]}}
}

int goto_past_good(struct dev *d)
{
	unsigned long flags;
	int err;

	if (!d)
		goto out;
	raw_spin_lock_irqsave(&d->raw, flags);
	err = poll_hw(d);
	if (!err)
		d->count++;
	raw_spin_unlock_irqrestore(&d->raw, flags);
	return err;
out:
	report(0);
	return -EINVAL;
}

/* A void function that falls off its end on one path. */
void one_arm_bad(struct dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	if (d->count > 3) {
		d->count = 0;
		local_irq_restore(flags);
	} else {
		d->count++;
	}
} // expected-warning {{[pvops-unrestored-flags]}}

void one_arm_good(struct dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	if (d->count > 3)
		d->count = 0;
	else
		d->count++;
	local_irq_restore(flags);
}

int switch_case_bad(struct dev *d, int op)
{
	unsigned long flags;
	int ret = 0;

	spin_lock_irqsave(&d->lock, flags);
	switch (op) {
	case 0:
		d->state = 1;
		break;
	case 1:
		d->state = 2;
		break;
	default:
		return -EINVAL; // expected-warning {{[pvops-unrestored-flags]}}
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return ret;
}

int switch_case_good(struct dev *d, int op)
{
	unsigned long flags;
	int ret = 0;

	spin_lock_irqsave(&d->lock, flags);
	switch (op) {
	case 0:
		d->state = 1;
		break;
	default:
		ret = -EINVAL;
		break;
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return ret;
}

struct dev *find_bad(struct dev *list, int count)
{
	unsigned long flags;
	struct dev *d;

	spin_lock_irqsave(&list->lock, flags);
	for (d = list->next; d; d = d->next)
		if (d->count == count)
			return d; // expected-warning {{[pvops-unrestored-flags]}}
	spin_unlock_irqrestore(&list->lock, flags);
	return d;
}

struct dev *find_good(struct dev *list, int count)
{
	unsigned long flags;
	struct dev *d;

	spin_lock_irqsave(&list->lock, flags);
	for (d = list->next; d; d = d->next)
		if (d->count == count)
			break;
	spin_unlock_irqrestore(&list->lock, flags);
	return d;
}

/* Two sections: the inner one is closed, the outer one is not. */
int inner_only_bad(struct dev *d, struct dev *peer)
{
	unsigned long flags, inner;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&peer->lock, inner);
	if (peer->state) {
		spin_unlock_irqrestore(&peer->lock, inner);
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	}
	peer->state = 1;
	spin_unlock_irqrestore(&peer->lock, inner);
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

/* The inner word is restored for the outer lock: it says "off". */
void wrong_word_bad(struct dev *d, struct dev *peer)
{
	unsigned long flags, inner;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&peer->lock, inner);
	peer->state = 1;
	spin_unlock_irqrestore(&peer->lock, inner);
	spin_unlock_irqrestore(&d->lock, inner); // expected-warning {{[pvops-unrestored-flags]}}
}

void nested_good(struct dev *d, struct dev *peer)
{
	unsigned long flags, inner;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&peer->lock, inner);
	peer->state = 1;
	spin_unlock_irqrestore(&peer->lock, inner);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* Saved first, turned off later. */
int save_then_disable_bad(struct dev *d)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_disable();
	if (d->state)
		return -EIO; // expected-warning {{[pvops-unrestored-flags]}}
	d->state = 1;
	local_irq_restore(flags);
	return 0;
}

int save_then_disable_good(struct dev *d)
{
	unsigned long flags;

	local_save_flags(flags);
	if (d->state)
		return -EIO;
	local_irq_disable();
	d->state = 1;
	local_irq_restore(flags);
	return 0;
}

/* The word is in memory, and the function restores it on its other path. */
int field_bad(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->irqflags);
	if (d->state)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	d->state = 1;
	spin_unlock_irqrestore(&d->lock, d->irqflags);
	return 0;
}

int field_good(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->irqflags);
	if (d->state) {
		spin_unlock_irqrestore(&d->lock, d->irqflags);
		return -EBUSY;
	}
	d->state = 1;
	spin_unlock_irqrestore(&d->lock, d->irqflags);
	return 0;
}
