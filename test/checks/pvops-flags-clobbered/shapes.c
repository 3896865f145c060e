// RUN: %verify %s
// RUN: %verify19 %s
//
// C5: where a word can be lost to a second save.

#include "kernel.h"

struct dev {
	spinlock_t lock, stats;
	unsigned long irqflags;
	int state, count;
	struct dev *next;
};

static unsigned long shared_flags;
static spinlock_t shared_lock;

extern void poke(struct dev *d);

/* One field for two locks. */
void field_bad(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->irqflags);
	spin_lock_irqsave(&d->stats, d->irqflags); // expected-warning {{[pvops-flags-clobbered]}}
	d->count++;
	spin_unlock_irqrestore(&d->stats, d->irqflags);
	spin_unlock_irqrestore(&d->lock, d->irqflags);
}

void field_good(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, d->irqflags);
	spin_lock_irqsave(&d->stats, flags);
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	spin_unlock_irqrestore(&d->lock, d->irqflags);
}

/* Fields of two objects are two places. */
void two_objects_good(struct dev *d, struct dev *peer)
{
	spin_lock_irqsave(&d->lock, d->irqflags);
	spin_lock_irqsave(&peer->lock, peer->irqflags);
	peer->count = d->count;
	spin_unlock_irqrestore(&peer->lock, peer->irqflags);
	spin_unlock_irqrestore(&d->lock, d->irqflags);
}

/* A global that two functions share. */
static void global_inner(struct dev *d)
{
	spin_lock_irqsave(&d->stats, shared_flags);
	d->count++;
	spin_unlock_irqrestore(&d->stats, shared_flags);
}

void global_bad(struct dev *d)
{
	spin_lock_irqsave(&shared_lock, shared_flags);
	global_inner(d); // expected-warning {{[pvops-flags-clobbered]}}
	spin_unlock_irqrestore(&shared_lock, shared_flags);
}

void global_in_turn_good(struct dev *d)
{
	spin_lock_irqsave(&shared_lock, shared_flags);
	d->state = 1;
	spin_unlock_irqrestore(&shared_lock, shared_flags);
	global_inner(d);
}

/* The helper saves where it is told to, over its caller's word. */
static void take_stats(struct dev *d, unsigned long *flags)
{
	spin_lock_irqsave(&d->stats, *flags);
}

void through_pointer_bad(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	take_stats(d, &flags); // expected-warning {{[pvops-flags-clobbered]}}
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}

void through_pointer_good(struct dev *d)
{
	unsigned long flags, inner;

	spin_lock_irqsave(&d->lock, flags);
	take_stats(d, &inner);
	d->count++;
	spin_unlock_irqrestore(&d->stats, inner);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* One round of the loop leaves without the restore, and the next one saves. */
void loop_bad(struct dev *d)
{
	unsigned long flags;

	for (; d; d = d->next) {
		spin_lock_irqsave(&d->lock, flags); // expected-warning {{[pvops-flags-clobbered]}}
		if (d->state)
			continue;
		d->count++;
		spin_unlock_irqrestore(&d->lock, flags);
	}
}

void loop_good(struct dev *d)
{
	unsigned long flags;

	for (; d; d = d->next) {
		spin_lock_irqsave(&d->lock, flags);
		if (!d->state)
			d->count++;
		spin_unlock_irqrestore(&d->lock, flags);
	}
}

/* Only on one path is the outer section still open. */
void one_path_bad(struct dev *d, int nested)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (!nested)
		spin_unlock_irqrestore(&d->lock, flags);
	spin_lock_irqsave(&d->stats, flags); // expected-warning {{[pvops-flags-clobbered]}}
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	if (nested)
		spin_unlock_irqrestore(&d->lock, flags);
}

/* A copy keeps the first word. */
void copied_good(struct dev *d)
{
	unsigned long flags, outer;

	spin_lock_irqsave(&d->lock, flags);
	outer = flags;
	spin_lock_irqsave(&d->stats, flags);
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	spin_unlock_irqrestore(&d->lock, outer);
}

/* With the inner section opened first by `_irq`, the word says "off" anyway. */
void off_already_good(struct dev *d)
{
	unsigned long flags;

	local_irq_disable();
	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&d->stats, flags);
	d->count++;
	spin_unlock_irqrestore(&d->stats, flags);
	spin_unlock_irqrestore(&d->lock, flags);
	local_irq_enable();
}

/* Through a parameter, which has a name. */
static void lock_both(spinlock_t *a, spinlock_t *b, unsigned long *flags)
{
	spin_lock_irqsave(a, *flags);
	spin_lock_irqsave(b, *flags); // expected-warning {{spin_lock_irqsave() overwrites '*flags', which still holds the flags saved by spin_lock_irqsave()}}
}

void both(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	lock_both(a, b, &flags);
	spin_unlock(b);
	spin_unlock_irqrestore(a, flags);
}
