// RUN: %verify %s
// RUN: %verify19 %s
//
// K22: a change proposed for the sound timers in 2025 let go of the caller's
// lock with a flags variable of its own, which nothing had ever saved into.
// Whatever the stack holds decides whether interrupts come on.

#include "kernel.h"

struct timer_instance {
	void (*callback)(struct timer_instance *ti);
	int pending;
};

static spinlock_t timer_lock;

/* Called with timer_lock held and interrupts off. */
void run_callback_bad(struct timer_instance *ti)
{
	unsigned long flags;

	ti->pending = 0;
	spin_unlock_irqrestore(&timer_lock, flags); // expected-warning {{[pvops-foreign-flags]}}
	ti->callback(ti);
	spin_lock_irq(&timer_lock);
}

/* Interrupts stay off; only the lock is let go. */
void run_callback_fixed(struct timer_instance *ti)
{
	ti->pending = 0;
	spin_unlock(&timer_lock);
	ti->callback(ti);
	spin_lock(&timer_lock);
}

/* The word is saved on one path only, and restored on both. */
void stop_bad(struct timer_instance *ti)
{
	unsigned long flags;

	if (ti->pending)
		spin_lock_irqsave(&timer_lock, flags);
	ti->pending = 0;
	spin_unlock_irqrestore(&timer_lock, flags); // expected-warning {{[pvops-foreign-flags]}}
}

void stop_fixed(struct timer_instance *ti)
{
	unsigned long flags;

	spin_lock_irqsave(&timer_lock, flags);
	ti->pending = 0;
	spin_unlock_irqrestore(&timer_lock, flags);
}
