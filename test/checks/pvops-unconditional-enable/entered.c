// Why a function is entered with interrupts disabled is a step: what it is, and
// where that was seen. It comes first, and does not go where the message is short
// of room.
// RUN: cd %S && not %pvlint check --quiet entered.c -- -I%inputs > %t.out
// RUN: FileCheck --implicit-check-not='note: {{.*}} is entered with' %s < %t.out
// RUN: rm -rf %t && mkdir %t && cp %s %t/entered.c && %make-database %t entered.c
// RUN: cd %t && not %pvlint run -p . --quiet | FileCheck --implicit-check-not='note: {{.*}} is entered with' %s
// In the forms of CI and in a mail too.
// RUN: cd %S && not %pvlint check --quiet --format=gitlab entered.c -- -I%inputs | FileCheck --check-prefix=STEP %s
// RUN: cd %S && not %pvlint check --quiet --format=sarif entered.c -- -I%inputs | FileCheck --check-prefix=STEP %s
// RUN: cd %S && not %pvlint check --quiet --format=json entered.c -- -I%inputs | FileCheck --check-prefix=STEP %s
// RUN: cd %S && not %pvlint check --quiet --format=github entered.c -- -I%inputs | FileCheck --check-prefix=STEP %s
// RUN: cd %S && not %pvlint check --quiet --format=mail entered.c -- -I%inputs | FileCheck --check-prefix=MAIL %s
// STEP: on_interrupt() is entered with interrupts disabled: a hard interrupt handler, passed to request_irq()
// MAIL: on_interrupt() is entered with interrupts disabled: a  disabled
// MAIL: hard interrupt handler, passed to request_irq()
// MAIL: | static int on_interrupt(int irq, void *data)

#include "kernel.h"

struct dev { spinlock_t lock; int n; };
typedef int handler_t(int irq, void *data);
extern int request_irq(unsigned int irq, handler_t *handler,
		       unsigned long flags, const char *name, void *data);
struct irqaction { handler_t *handler; };

static void count(struct dev *d)
{
	spin_lock_irq(&d->lock);
	d->n++;
	// CHECK: entered.c:[[#@LINE+1]]:2: warning: spin_unlock_irq() enables interrupts unconditionally
	spin_unlock_irq(&d->lock);
}

// CHECK: entered.c:[[#@LINE+1]]:12: note: on_interrupt() is entered with interrupts disabled: a hard interrupt handler, passed to request_irq()
static int on_interrupt(int irq, void *data)
{
	// CHECK: entered.c:[[#@LINE+1]]:2: note: on_interrupt() calls count() with interrupts disabled
	count(data);
	return 1;
}

static int on_table(int irq, void *data)
{
	// CHECK: entered.c:[[#@LINE+1]]:2: warning: local_irq_enable() enables interrupts
	local_irq_enable();
	// CHECK: entered.c:[[#@LINE-4]]:12: note: on_table() is entered with interrupts disabled: a hard interrupt handler, stored in 'irqaction.handler'
	return 1;
}

static struct irqaction action = { .handler = on_table };

static int in_process(int irq, void *data)
{
	struct dev *d = data;

	spin_lock_irq(&d->lock);
	d->n++;
	spin_unlock_irq(&d->lock);
	return 1;
}

int start(struct dev *d)
{
	in_process(0, d);
	return request_irq(action.handler != 0, on_interrupt, 0, "dev", d);
}
