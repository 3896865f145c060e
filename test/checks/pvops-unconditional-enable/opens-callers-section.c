// A function of a table that unlocks what its callers have locked knows how it is called; one that locks by itself does not.
// RUN: cd %S && not %pvlint check --quiet opens-callers-section.c -- -I%inputs | FileCheck %s --implicit-check-not='{{warning:}}'
// RUN: cd %S && not %pvlint check --quiet --level=audit opens-callers-section.c -- -I%inputs | FileCheck %s --check-prefix=AUDIT

#include "kernel.h"


extern int request_irq(unsigned int irq, int (*handler)(int, void *), unsigned long flags, const char *name, void *dev);

struct queue;
struct class {
	void (*dequeue)(struct queue *q);
};
struct queue {
	spinlock_t lock, stats;
	const struct class *class;
	int count;
};

static void dequeue_usual(struct queue *q)
{
	q->count--;
}

static void dequeue_idle(struct queue *q)
{
	spin_unlock_irq(&q->lock);
	printk("bad: the idle task sleeps\n");
	spin_lock_irq(&q->lock);
}
// AUDIT-DAG: opens-callers-section.c:[[#@LINE-4]]:2: remark: spin_unlock_irq() enables interrupts

static void dequeue_counted(struct queue *q)
{
	spin_lock_irq(&q->stats);
	q->count--;
	spin_unlock_irq(&q->stats);
}
// CHECK: opens-callers-section.c:[[#@LINE-2]]:2: warning: spin_unlock_irq() enables interrupts unconditionally

static const struct class usual = { dequeue_usual }, idle = { dequeue_idle }, counted = { dequeue_counted };

void choose(struct queue *q, int kind)
{
	q->class = kind == 0 ? &usual : kind == 1 ? &idle : &counted;
}

static void deactivate(struct queue *q)
{
	spin_lock(&q->lock);
	q->class->dequeue(q);
	spin_unlock(&q->lock);
}

static int push(int irq, void *q)
{
	deactivate(q);
	return 1;
}

int start(struct queue *q)
{
	return request_irq(3, push, 0, "push", q);
}
