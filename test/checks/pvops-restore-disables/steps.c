// Steps are told in the order of the run: in one function without loops the lines
// rise, a call comes before what happens in it, and conditions say their values.
// RUN: cd %S && not %pvlint check --quiet steps.c -- -I%inputs > %t.out
// RUN: FileCheck %s %whole < %t.out
// RUN: cd %S && not %pvlint check --quiet --format=sarif steps.c -- -I%inputs | %python %S/Inputs/rising.py

#include "kernel.h"

struct dev { spinlock_t lock; int state; struct dev *next; };
extern void work(void);

void rises(struct dev *d, int n)
{
	unsigned long flags;

	if (n < 3)
		return;
	spin_lock_irqsave(&d->lock, flags);
	if (d->state == 2)
		work();
	else
		local_irq_enable();
	if (!d->next)
		spin_unlock_irqrestore(&d->lock, flags);
	else
		local_irq_restore(flags);
}

static void inner(struct dev *d)
{
	if (d->state)
		local_irq_enable();
}

static void outer(struct dev *d)
{
	inner(d);
}

void calls(struct dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	outer(d);
	local_irq_restore(flags);
}

// CHECK: steps.c:24:3: warning: spin_unlock_irqrestore() restores flags with interrupts enabled by local_irq_enable() on line 22, also for a caller that had them disabled; disable them first [pvops-restore-disables]
// CHECK: steps.c:18:2: note: flags saved and interrupts disabled here by spin_lock_irqsave()
// CHECK: steps.c:19:6: note: with 'd->state' != 2
// CHECK: steps.c:22:3: note: interrupts enabled here by local_irq_enable()
// CHECK: steps.c:23:7: note: with 'd->next' NULL
// CHECK: steps.c:24:3: note: CONFIG_DEBUG_IRQFLAGS prints here: "raw_local_irq_restore() called with IRQs enabled"
// CHECK: steps.c:26:3: note: also here: local_irq_restore() restores flags with interrupts enabled by local_irq_enable() on line 22, also for a caller that had them disabled; disable them first{{$}}
// CHECK: steps.c:46:2: warning: local_irq_restore() restores flags with interrupts enabled by local_irq_enable() in inner(), also for a caller that had them disabled; disable them first [pvops-restore-disables]
// CHECK: steps.c:44:2: note: flags saved and interrupts disabled here by local_irq_save()
// CHECK: steps.c:45:2: note: calls() calls outer() here
// CHECK: steps.c:37:2: note: outer() calls inner() here
// CHECK: steps.c:31:6: note: with 'd->state' nonzero
// CHECK: steps.c:32:3: note: interrupts enabled here by local_irq_enable()
// CHECK: steps.c:46:2: note: CONFIG_DEBUG_IRQFLAGS prints here: "raw_local_irq_restore() called with IRQs enabled"
