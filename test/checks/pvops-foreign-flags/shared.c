// RUN: %verify %s
// RUN: %verify19 %s
//
// C4, "from a place that nobody else writes": a global, a static variable or a
// field without a lock, or with the lock of one object of many.

#include "kernel.h"

struct dev {
	unsigned long flags;
	spinlock_t lock;
	int n;
};

static unsigned long global;
static struct dev one;

extern void work(void);

void no_lock(void)
{
	local_irq_save(global); // expected-warning {{local_irq_save() saves to 'global', which is shared, without a lock: another CPU can overwrite it before local_irq_restore() restores; save to a local variable [pvops-foreign-flags]}}
	work();
	local_irq_restore(global);
}

void static_variable(void)
{
	static unsigned long flags;

	local_irq_save(flags); // expected-warning {{local_irq_save() saves to 'flags', which is shared, without a lock: another CPU can overwrite it before local_irq_restore() restores; save to a local variable [pvops-foreign-flags]}}
	work();
	local_irq_restore(flags);
}

void field(struct dev *d)
{
	local_irq_save(d->flags); // expected-warning {{local_irq_save() saves to 'flags', which is shared, without a lock: another CPU can overwrite it before local_irq_restore() restores; save to a local variable [pvops-foreign-flags]}}
	d->n++;
	local_irq_restore(d->flags);
}

void lock_of_one(struct dev *d)
{
	spin_lock_irqsave(&d->lock, global); // expected-warning {{spin_lock_irqsave() saves to 'global', which all objects share, under the lock of one; save to a local variable [pvops-foreign-flags]}}
	d->n++;
	spin_unlock_irqrestore(&d->lock, global);
}

/* The lock keeps others out. */
void own_lock(void)
{
	static unsigned long flags;

	spin_lock_irqsave(&one.lock, flags);
	work();
	spin_unlock_irqrestore(&one.lock, flags);
}

void own_field(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->flags);
	d->n++;
	spin_unlock_irqrestore(&d->lock, d->flags);
}

void local(void)
{
	unsigned long flags;

	local_irq_save(flags);
	work();
	local_irq_restore(flags);
}

/* A record that the caller may have on its stack, for it to restore. */
int begin(struct dev *e, int n)
{
	local_irq_save(e->flags);
	if (n > 4) {
		local_irq_restore(e->flags);
		return -1;
	}
	return 0;
}

void end(struct dev *e)
{
	local_irq_restore(e->flags);
}

/* Its callers may hold a lock. */
static void helper(struct dev *d)
{
	local_irq_save(d->flags);
	d->n++;
	local_irq_restore(d->flags);
}

void calls(struct dev *d)
{
	spin_lock(&d->lock);
	helper(d);
	spin_unlock(&d->lock);
}
