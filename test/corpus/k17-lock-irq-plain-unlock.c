// RUN: %verify %s
// RUN: %verify19 %s
// RUN: cp %s %t.c && not %pvlint check --fix %t.c -- -I%inputs
// RUN: FileCheck --check-prefix=FIXED %s < %t.c
//
// K17: snd_rme32_capture_close() (fixed by f49a59c4471d) took its lock with
// spin_lock_irq() and let go of it with spin_unlock(): closing the device left
// interrupts off on that CPU.

#include "kernel.h"

struct card {
	spinlock_t lock;
	void *capture;
	int period;
};

int close_bad(struct card *c)
{
	spin_lock_irq(&c->lock);
	c->capture = (void *)0;
	c->period = 0;
	spin_unlock(&c->lock); // expected-warning {{[pvops-unrestored-flags]}}
	return 0;
}
// FIXED: {{^}}int close_bad(
// FIXED: {{^[[:space:]]+}}spin_unlock_irq(&c->lock);

int close_fixed(struct card *c)
{
	spin_lock_irq(&c->lock);
	c->capture = (void *)0;
	c->period = 0;
	spin_unlock_irq(&c->lock);
	return 0;
}
