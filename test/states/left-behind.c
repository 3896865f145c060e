// RUN: %irqs %s -I%inputs -std=gnu11
// RUN: %pvlint check --print-summary='p*' %s -- -I%inputs -std=gnu11 | FileCheck %s

// A word that was restored is still in the object. It is no reason to keep paths apart, and
// callers need not hear of it.

#include "spinlock.h"

struct port { spinlock_t lock; unsigned long flags; int n; };
int ready(void);

void puts_one(struct port *p)
{
	if (p->n) {
		spin_lock_irqsave(&p->lock, p->flags);
		ready(); // irqs: off
		spin_unlock_irqrestore(&p->lock, p->flags);
	}
	ready(); // irqs: entry
}
// CHECK: puts_one: summary
// CHECK-NEXT: returns, irqs entry{{(, by [^;]*)?}}; where arg0 is not 0; *arg0.flags = unknown
// CHECK-NOT: returns

// One that may have been restored, by somebody unknown, still may have to be.
void given(struct port *p);
void passes_on(struct port *p)
{
	spin_lock_irqsave(&p->lock, p->flags);
	given(p);
	// irqs: off
}
// CHECK: passes_on: summary
// CHECK-NEXT: {{.*}}*arg0.flags = {{.*}}word(spin_lock_irqsave@
