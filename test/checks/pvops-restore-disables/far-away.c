// RUN: %verify %s
// RUN: %verify19 %s
//
// What enables more than four functions away is no finding at the default level: conditions
// on the way are not all known. A recursion counts each function once.

#include "kernel.h"

static void open1(spinlock_t *l) { spin_unlock_irq(l); }
static void open2(spinlock_t *l) { open1(l); }
static void open3(spinlock_t *l) { open2(l); }
static void open4(spinlock_t *l) { open3(l); }

void near(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	open3(b);
	spin_unlock_irqrestore(a, flags); // expected-warning {{[pvops-restore-disables]}}
}

void far(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	open4(b);
	spin_unlock_irqrestore(a, flags);
}
