// RUN: %verify %s
// RUN: %verify19 %s
//
// C1: "flags is 0 unless we locked".  On Xen PV a word saved with interrupts
// off may well be 0, and the lock is then never released.  (A tool may also
// say that the path with a zero word is not restored.)
// expected-warning@* 0-1 {{[pvops-unrestored-flags]}}

#include "kernel.h"

extern void act(void);

void word_as_locked_mark(spinlock_t *lock, bool take)
{
	unsigned long flags = 0;

	if (take)
		spin_lock_irqsave(lock, flags);
	act();
	if (flags) // expected-warning {{[pvops-save-fl-bits, proven]}}
		spin_unlock_irqrestore(lock, flags);
}

/* A variable of its own says it right. */
void locked_mark_fixed(spinlock_t *lock, bool take)
{
	unsigned long flags;
	bool locked = false;

	if (take) {
		spin_lock_irqsave(lock, flags);
		locked = true;
	}
	act();
	if (locked)
		spin_unlock_irqrestore(lock, flags);
}
