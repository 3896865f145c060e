// RUN: %verify %s
// RUN: %verify19 %s
// RUN: not %pvlint check --quiet --print-summary=leave %s -- -I%S/../Inputs -w | FileCheck %s

// With tracing, the flags are looked at around each save and restore. Nobody goes on otherwise for
// what they say.

#include "kernel.h"

void trace_off(void);
void trace_on(void);
struct queue { spinlock_t lock; int n; };

static unsigned long enter(struct queue *q)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!irqs_disabled_flags(flags))
		trace_off();
	spin_lock(&q->lock);
	return flags;
}

// CHECK: leave: summary
// CHECK-NEXT: returns, irqs state(arg1)
// CHECK-NEXT: caller: restores the caller's word
static void leave(struct queue *q, unsigned long flags)
{
	spin_unlock(&q->lock);
	if (!irqs_disabled_flags(flags))
		trace_on();
	local_irq_restore(flags);
}

int pop(struct queue *q)
{
	unsigned long flags = enter(q);

	if (!q->n) {
		leave(q, flags);
		return 0;
	}
	q->n--;
	leave(q, flags);
	return 1;
}

int pop_wrong(struct queue *q)
{
	unsigned long flags = enter(q);

	if (!q->n)
		return 0; // expected-warning {{pop_wrong() returns with interrupts disabled}}
	q->n--;
	leave(q, flags);
	return 1;
}

/* Here it decides. */
int pop_later(struct queue *q)
{
	unsigned long flags = enter(q);

	if (irqs_disabled_flags(flags)) {
		leave(q, flags);
		return 0;
	}
	q->n--;
	spin_unlock(&q->lock);
	local_irq_enable();
	return 1;
}
