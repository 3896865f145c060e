// RUN: %verify %s
// RUN: %verify19 %s
// RUN: not %pvlint check %s -- -I%inputs | FileCheck %s
//
// K20: imxdma_xfer_desc(), 3.4, looked for a free slot under its lock and
// returned -EBUSY from the middle of it: the lock stays held and interrupts
// stay off.  The word was in a variable of the function, so nobody can repair
// that later.

#include "kernel.h"

#define EBUSY 16

struct slot {
	int busy;
	int channel;
};

struct engine {
	spinlock_t lock;
	struct slot slots[2];
	int two_d;
};

int xfer_bad(struct engine *e, int channel)
{
	unsigned long flags;
	int slot;

	if (e->two_d) {
		spin_lock_irqsave(&e->lock, flags);
		slot = e->slots[0].busy ? 1 : 0;
		if (e->slots[slot].busy && e->slots[slot].channel != channel)
			return -EBUSY; // expected-warning {{[pvops-unrestored-flags]}}
		e->slots[slot].busy = 1;
		e->slots[slot].channel = channel;
		spin_unlock_irqrestore(&e->lock, flags);
	}
	return 0;
}

// CHECK: k20-return-with-lock-held.c:{{[0-9]+}}:4: warning: xfer_bad() returns with interrupts disabled by spin_lock_irqsave() on line [[#LOCK:]], and 'flags' is lost; call spin_unlock_irqrestore() with 'flags' before the return [pvops-unrestored-flags]
// CHECK: k20-return-with-lock-held.c:[[#LOCK]]:3: note: flags saved and interrupts disabled here by spin_lock_irqsave()
// CHECK: k20-return-with-lock-held.c:[[#LOCK+2]]:{{.*}}: note: with {{.*}}

int xfer_fixed(struct engine *e, int channel)
{
	unsigned long flags;
	int slot;

	if (e->two_d) {
		spin_lock_irqsave(&e->lock, flags);
		slot = e->slots[0].busy ? 1 : 0;
		if (e->slots[slot].busy && e->slots[slot].channel != channel) {
			spin_unlock_irqrestore(&e->lock, flags);
			return -EBUSY;
		}
		e->slots[slot].busy = 1;
		e->slots[slot].channel = channel;
		spin_unlock_irqrestore(&e->lock, flags);
	}
	return 0;
}
