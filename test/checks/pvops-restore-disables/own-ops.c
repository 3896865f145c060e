// RUN: %verify-audit %s
// RUN: %verify19 -fplugin-arg-pvlint-level=audit %s
//
// A record of this file alone holds what this file puts there: a call through
// one of its fields is as good as calls of these functions. Of other pointers
// one unit knows nothing.
#include "kernel.h"

struct nic;
struct nic_ops {
	void (*reset)(struct nic *);
	void (*kick)(struct nic *);
};
struct nic {
	spinlock_t lock;
	const struct nic_ops *ops;
	struct nic_ops own;
	void (*done)(struct nic *);
	void (*any)(struct nic *);
	int up;
};

static void slow_reset(struct nic *c)
{
	msleep(100);
}
static void fast_reset(struct nic *c)
{
	c->up = 1;
}
static void slow_kick(struct nic *c)
{
	msleep(1);
}
static void opens(struct nic *c)
{
	local_irq_enable();
}
static const struct nic_ops slow = { .reset = slow_reset, .kick = slow_kick };
static const struct nic_ops fast = { .reset = fast_reset };

void setup(struct nic *c, int f, void (*any)(struct nic *))
{
	c->ops = f ? &fast : &slow;
	c->own.kick = slow_kick;
	c->done = opens;
	c->any = any;
}
void setup_again(struct nic *c)
{
	c->any = slow_kick;
}

void through_table(struct nic *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	c->ops->kick(c);
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{msleep() in slow_kick() may sleep with interrupts disabled and a lock held, in the section that spin_unlock_irqrestore() ends; sleep outside the section [pvops-restore-disables]}}
}

void through_variable(struct nic *c)
{
	const struct nic_ops *o = c->ops;
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	o->kick(c);
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{msleep() in slow_kick() may sleep with interrupts disabled and a lock held, in the section that spin_unlock_irqrestore() ends; sleep outside the section [pvops-restore-disables]}}
}

void embedded(struct nic *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	c->own.kick(c);
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{msleep() in slow_kick() may sleep with interrupts disabled and a lock held, in the section that spin_unlock_irqrestore() ends; sleep outside the section [pvops-restore-disables]}}
}

void enables(struct nic *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	if (c->done)
		c->done(c);
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{spin_unlock_irqrestore() restores flags with interrupts enabled by local_irq_enable() in opens(), also for a caller that had them disabled; disable them first [pvops-restore-disables]}}
}

// One of two tables: which one is called is not known.
void one_of_two(struct nic *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	c->ops->reset(c);                        // expected-remark {{nic_ops.reset() (msleep()) may sleep with interrupts disabled by spin_lock_irqsave(): the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled]}}
	spin_unlock_irqrestore(&c->lock, flags); // expected-remark {{msleep() in slow_reset() may sleep with interrupts disabled and a lock held, in the section that spin_unlock_irqrestore() ends; sleep outside the section [pvops-restore-disables]}}
}

void enabled(struct nic *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	c->up++;
	spin_unlock_irqrestore(&c->lock, flags);
	c->ops->kick(c);
}

// A caller's function may be there too.
void anybodys(struct nic *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	c->any(c);
	spin_unlock_irqrestore(&c->lock, flags);
}

// A pair of functions stays a pair.
struct dev;
struct dev_locks {
	void (*lock)(struct dev *);
	void (*unlock)(struct dev *);
};
struct dev {
	spinlock_t lock;
	unsigned long flags;
	const struct dev_locks *locks;
	int n;
};
static void irq_lock(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->flags = flags;
}
static void irq_unlock(struct dev *d)
{
	spin_unlock_irqrestore(&d->lock, d->flags);
}
static void no_lock(struct dev *d)
{
	d->n++;
}
static void no_unlock(struct dev *d)
{
	d->n--;
}
static const struct dev_locks with = { irq_lock, irq_unlock };
static const struct dev_locks without = { no_lock, no_unlock };
void choose(struct dev *d, int shared)
{
	d->locks = shared ? &with : &without;
}
int pair(struct dev *d)
{
	d->locks->lock(d);
	if (d->n) {
		d->locks->unlock(d);
		return 1;
	}
	d->n++;
	d->locks->unlock(d);
	return 0;
}
