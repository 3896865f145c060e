// RUN: %pvlint check --level=audit %s -- -I%inputs | count 0
// RUN: %pvlint check --level=audit %s -- -I%inputs -DCONFIG_PREEMPT_RT | count 0
//
// Interrupts disabled by a count: sections nest, whatever they are in and
// whatever is in them, in any order of the locks.

#include "kernel.h"
#include "sched.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock;
	raw_spinlock_t raw;
	int busy, jobs;
};

void nested(void)
{
	local_interrupt_disable();
	local_interrupt_disable();
	local_interrupt_enable();
	local_interrupt_enable();
}

void hand_over_hand(struct dev *a, struct dev *b)
{
	spin_lock_irq_disable(&a->lock);
	spin_lock_irq_disable(&b->lock);
	spin_unlock_irq_enable(&a->lock);
	b->busy = 1;
	spin_unlock_irq_enable(&b->lock);
}

void irqsave_around(struct dev *d)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&d->raw, flags);
	local_interrupt_disable();
	d->busy = 1;
	local_interrupt_enable();
	raw_spin_unlock_irqrestore(&d->raw, flags);
}

void irqsave_inside(struct dev *d)
{
	unsigned long flags;

	local_interrupt_disable();
	raw_spin_lock_irqsave(&d->raw, flags);
	d->busy = 1;
	raw_spin_unlock_irqrestore(&d->raw, flags);
	local_interrupt_enable();
}

void pair_around(struct dev *d)
{
	local_irq_disable();
	local_interrupt_disable();
	d->busy = 1;
	local_interrupt_enable();
	local_irq_enable();
}

void plain_inside(struct dev *d)
{
	local_interrupt_disable();
	raw_spin_lock(&d->raw);
	raw_spin_unlock(&d->raw);
	local_interrupt_enable();
}

int trylock(struct dev *d)
{
	if (!spin_trylock_irq_disable(&d->lock))
		return -16;
	d->busy = 1;
	spin_unlock_irq_enable(&d->lock);
	return 0;
}

void conditional(struct dev *d, int locked)
{
	if (!locked)
		spin_lock_irq_disable(&d->lock);
	d->busy = 1;
	if (!locked)
		spin_unlock_irq_enable(&d->lock);
}

/* Lock functions, and one that gives up and takes again what it was called with. */
void dev_lock(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
}

void dev_unlock(struct dev *d)
{
	spin_unlock_irq_enable(&d->lock);
}

int dev_lock_idle(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	if (!d->busy)
		return 1;
	spin_unlock_irq_enable(&d->lock);
	return 0;
}

void dev_break(struct dev *d)
{
	dev_unlock(d);
	mdelay(1);
	dev_lock(d);
}

void uses_lock_functions(struct dev *d)
{
	unsigned long flags;

	dev_lock(d);
	dev_break(d);
	raw_spin_lock_irqsave(&d->raw, flags);
	raw_spin_unlock_irqrestore(&d->raw, flags);
	dev_unlock(d);
	if (dev_lock_idle(d))
		dev_unlock(d);
}

/* How often is not known here. */
void lock_all(struct dev *d, int n)
{
	for (int i = 0; i < n; i++)
		spin_lock_irq_disable(&d[i].lock);
	for (int i = 0; i < n; i++)
		spin_unlock_irq_enable(&d[i].lock);
}

void in_a_loop(struct dev *d, int n)
{
	for (int i = 0; i < n; i++) {
		spin_lock_irq_disable(&d[i].lock);
		if (d[i].busy) {
			spin_unlock_irq_enable(&d[i].lock);
			continue;
		}
		d[i].busy = 1;
		spin_unlock_irq_enable(&d[i].lock);
	}
}

void polls(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	while (d->busy) {
		spin_unlock_irq_enable(&d->lock);
		mdelay(1);
		spin_lock_irq_disable(&d->lock);
	}
	spin_unlock_irq_enable(&d->lock);
}

void asserts(struct dev *d)
{
	local_interrupt_disable();
	if (!irqs_disabled())
		d->busy = 1;
	local_interrupt_enable();
	if (irqs_disabled())
		d->jobs = 1;
}

/* Whatever the count is, interrupts come on when it is done. */
void over_on(struct dev *d)
{
	local_irq_enable();
	local_interrupt_disable();
	d->busy = 1;
	local_interrupt_enable();
	local_irq_disable();
}

void guards(struct dev *d)
{
	guard(spinlock_irq_disable)(&d->lock);
	if (d->busy)
		return;
	scoped_guard(interrupt_disable)
		d->busy = 1;
	scoped_guard(raw_spinlock_irqsave, &d->raw)
		d->jobs = 1;
}

void sleeps_behind(struct dev *d)
{
	spin_lock_irq_disable(&d->lock);
	spin_unlock_irq_enable(&d->lock);
	schedule();
}

struct node {
	spinlock_t lock;
	struct node *next;
	int busy;
};

void down_the_list(struct node *n)
{
	struct node *next;

	spin_lock_irq_disable(&n->lock);
	while ((next = n->next)) {
		spin_lock_irq_disable(&next->lock);
		spin_unlock_irq_enable(&n->lock);
		n = next;
	}
	spin_unlock_irq_enable(&n->lock);
}

static void lock_two(struct node *a, struct node *b)
{
	spin_lock_irq_disable(&a->lock);
	spin_lock_irq_disable(&b->lock);
}

static void unlock_two(struct node *a, struct node *b)
{
	spin_unlock_irq_enable(&a->lock);
	spin_unlock_irq_enable(&b->lock);
}

void uses_two(struct node *a, struct node *b)
{
	lock_two(a, b);
	a->busy = b->busy;
	unlock_two(a, b);
	schedule();
}

#ifndef CONFIG_PREEMPT_RT /* There a spinlock_t must not be taken with interrupts disabled. */
/* The word goes out, and a section is open around it. */
static unsigned long both(struct node *n)
{
	unsigned long flags;

	local_irq_save(flags);
	spin_lock_irq_disable(&n->lock);
	return flags;
}

static void both_back(struct node *n, unsigned long flags)
{
	spin_unlock_irq_enable(&n->lock);
	local_irq_restore(flags);
}

void uses_both(struct node *n)
{
	unsigned long flags = both(n);

	n->busy = 1;
	both_back(n, flags);
}
#endif

void recursive(struct node *n, int depth)
{
	spin_lock_irq_disable(&n->lock);
	if (depth)
		recursive(n->next, depth - 1);
	spin_unlock_irq_enable(&n->lock);
}

/* Only memory tells whether it counted; the callers count on that. */
static void lock_if(struct dev *d)
{
	if (d->busy)
		spin_lock_irq_disable(&d->lock);
}

static void unlock_if(struct dev *d)
{
	if (d->busy)
		spin_unlock_irq_enable(&d->lock);
}

void uses_if(struct dev *d)
{
	lock_if(d);
	d->jobs++;
	unlock_if(d);
	schedule();
}
