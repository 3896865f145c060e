// RUN: %verify %s
// RUN: %verify19 %s
// RUN: cp %s %t.c && not %pvlint check --fix %t.c -- -I%inputs
// RUN: FileCheck --check-prefix=FIXED %s < %t.c
//
// C6: the plain unlock where the one that restores was due.  The report is at
// the unlock, and can be repaired there.

#include "kernel.h"

#define EBUSY 16

struct dev {
	spinlock_t lock, stats;
	rwlock_t table;
	int state, count;
};

void plain_unlock_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->state = 0;
	spin_unlock(&d->lock); // expected-warning {{[pvops-unrestored-flags]}}
}
// FIXED: {{^}}void plain_unlock_bad(
// FIXED: {{^[[:space:]]+}}spin_unlock_irqrestore(&d->lock, flags);

int plain_unlock_on_one_path_bad(struct dev *d)
{
	unsigned long irq;

	spin_lock_irqsave(&d->lock, irq);
	if (d->state) {
		spin_unlock(&d->lock); // expected-warning {{[pvops-unrestored-flags]}}
		return -EBUSY;
	}
	d->state = 1;
	spin_unlock_irqrestore(&d->lock, irq);
	return 0;
}
// FIXED: {{^}}int plain_unlock_on_one_path_bad(
// FIXED: {{^[[:space:]]+}}spin_unlock_irqrestore(&d->lock, irq);

int plain_unlock_irq_bad(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->state) {
		spin_unlock(&d->lock); // expected-warning {{[pvops-unrestored-flags]}}
		return -EBUSY;
	}
	d->state = 1;
	spin_unlock_irq(&d->lock);
	return 0;
}
// FIXED: {{^}}int plain_unlock_irq_bad(
// FIXED: {{^[[:space:]]+}}spin_unlock_irq(&d->lock);

void read_side_bad(struct dev *d)
{
	unsigned long flags;

	read_lock_irqsave(&d->table, flags);
	d->count++;
	read_unlock(&d->table); // expected-warning {{[pvops-unrestored-flags]}}
}
// FIXED: {{^}}void read_side_bad(
// FIXED: {{^[[:space:]]+}}read_unlock_irqrestore(&d->table, flags);

/* The lock is let go of for a while; interrupts stay off for all of it. */
void let_go_good(struct dev *d, void (*fn)(struct dev *d))
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock(&d->lock);
	fn(d);
	spin_lock(&d->lock);
	d->state = 0;
	spin_unlock_irqrestore(&d->lock, flags);
}

/* Hand over hand: the second lock's unlock closes the first one's section. */
int hand_over_hand_good(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock(&d->stats);
	spin_unlock(&d->lock);
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	return 0;
}

/* The same with a way out that forgets: not the plain unlock is wrong. */
int hand_over_hand_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock(&d->stats);
	spin_unlock(&d->lock);
	if (d->count > 9)
		return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	return 0;
}

/* Interrupts are turned on by another name. */
void two_steps_good(struct dev *d)
{
	spin_lock_irq(&d->lock);
	d->state = 0;
	spin_unlock(&d->lock);
	local_irq_enable();
}

/* Returns with the second lock held and interrupts off, for its caller. */
void exchange_locks(struct dev *d)
{
	spin_lock_irq(&d->lock);
	spin_lock(&d->stats);
	spin_unlock(&d->lock);
}
