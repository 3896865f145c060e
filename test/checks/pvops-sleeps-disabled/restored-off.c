// Restored flags that say disabled do not disable: what did is told, and how sure that is decides the level.
// RUN: cd %S && not %pvlint check --quiet restored-off.c -- -I%inputs | FileCheck %s --implicit-check-not='{{warning:}}'
// RUN: cd %S && not %pvlint check --quiet --level=audit restored-off.c -- -I%inputs | FileCheck %s --check-prefix=AUDIT

#include "kernel.h"

struct port {
	spinlock_t lock;
	void (*stop)(struct port *p);
	int busy;
};

void shut_down(struct port *p)
{
	unsigned long flags;

	local_irq_disable();
	spin_lock_irqsave(&p->lock, flags);
	p->busy = 0;
	spin_unlock_irqrestore(&p->lock, flags);
	msleep(1);
	local_irq_enable();
}
// CHECK: restored-off.c:[[#@LINE-3]]:2: warning: msleep() may sleep with interrupts disabled by local_irq_disable() on line [[#@LINE-7]]: the rest of the section

/* One of two, and that it leaves interrupts disabled is its own mistake. */
static void stops(struct port *p)
{
	p->busy = 0;
}

static void stops_and_forgets(struct port *p)
{
	spin_lock_irq(&p->lock);
	if (p->busy)
		return;
	spin_unlock_irq(&p->lock);
}
// CHECK: restored-off.c:[[#@LINE-3]]:3: warning: stops_and_forgets() returns with interrupts disabled

void register_port(struct port *p, int kind)
{
	p->stop = kind ? stops : stops_and_forgets;
}

void close_port(struct port *p)
{
	unsigned long flags;

	p->stop(p);
	spin_lock_irqsave(&p->lock, flags);
	p->busy = 0;
	spin_unlock_irqrestore(&p->lock, flags);
	msleep(1);
}
// AUDIT: restored-off.c:[[#@LINE-2]]:2: remark: msleep() may sleep with interrupts disabled by spin_lock_irq() in stops_and_forgets()
