// RUN: %verify %s
// RUN: %verify19 %s
//
// lib/once.c: saved in one function, restored in another, and the first says
// with its result whether the second is due.

#include "kernel.h"

static spinlock_t once_lock;

bool once_start(bool *done, unsigned long *flags)
{
	spin_lock_irqsave(&once_lock, *flags);
	if (*done) {
		spin_unlock_irqrestore(&once_lock, *flags);
		*flags = 0;
		return false;
	}
	return true;
}

void once_done(bool *done, unsigned long *flags)
{
	*done = true;
	spin_unlock_irqrestore(&once_lock, *flags);
}

extern void fill_random(void *buf, int n);

void init_good(void *buf)
{
	static bool done;

	if (!done) {
		unsigned long flags;

		if (once_start(&done, &flags)) {
			fill_random(buf, 16);
			once_done(&done, &flags);
		}
	}
}

void init_bad(void **buf)
{
	static bool done;

	if (!done) {
		unsigned long flags;

		if (once_start(&done, &flags)) {
			*buf = kmalloc(16, GFP_KERNEL);
			once_done(&done, &flags); // expected-warning {{[pvops-restore-disables]}}
		}
	}
}
