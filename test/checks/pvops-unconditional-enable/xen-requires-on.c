/* Xen: _irq locks assert that interrupts are on. */
// RUN: %verify -fplugin-arg-pvlint-contract=xen %s
// RUN: %verify19 -fplugin-arg-pvlint-contract=xen %s
#include "xen.h"

struct dom {
	spinlock_t lock, event_lock;
	rwlock_t pages;
	int left;
};

void nested(struct dom *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irq(&d->event_lock); // expected-warning {{spin_lock_irq() asserts that interrupts are enabled, but they are disabled here, since spin_lock_irqsave() on line 16; use spin_lock() or spin_lock_irqsave() [pvops-unconditional-enable, proven]}}
	d->left--;
	spin_unlock_irq(&d->event_lock);
	spin_unlock_irqrestore(&d->lock, flags);
}

void nested_right(struct dom *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock(&d->event_lock);
	d->left--;
	spin_unlock(&d->event_lock);
	spin_unlock_irqrestore(&d->lock, flags);
}

void after_the_section(struct dom *d)
{
	unsigned long flags;

	local_irq_save(flags);
	d->left--;
	local_irq_restore(flags);
	spin_lock_irq(&d->lock);
	d->left++;
	spin_unlock_irq(&d->lock);
}

/* With a body in the header, which asserts by itself. */
void writes(struct dom *d)
{
	local_irq_disable();
	write_lock_irq(&d->pages); // expected-warning {{write_lock_irq() asserts that interrupts are enabled, but they are disabled here, since local_irq_disable() on line 49; use write_lock() or write_lock_irqsave() [pvops-unconditional-enable, proven]}}
	d->left = 0;
	write_unlock_irq(&d->pages);
}

void writes_right(struct dom *d)
{
	write_lock_irq(&d->pages);
	d->left = 0;
	write_unlock_irq(&d->pages);
}

/* Below a caller that has them off. */
static void drop(struct dom *d)
{
	spin_lock_irq(&d->lock); // expected-warning {{spin_lock_irq() asserts that interrupts are enabled, but drop_all() calls drop() with them disabled; use spin_lock() or spin_lock_irqsave() [pvops-unconditional-enable, proven]}}
	d->left--;
	spin_unlock_irq(&d->lock);
}

void drop_all(struct dom *d)
{
	spin_lock_irq(&d->event_lock);
	drop(d);
	spin_unlock_irq(&d->event_lock);
}

static void drop_right(struct dom *d)
{
	spin_lock_irq(&d->lock);
	d->left--;
	spin_unlock_irq(&d->lock);
}

void drop_all_right(struct dom *d)
{
	drop_right(d);
	spin_lock_irq(&d->event_lock);
	d->left = 0;
	spin_unlock_irq(&d->event_lock);
}

/* With them off, but not on the way that such a caller takes. */
static void drop_if(struct dom *d, int locked)
{
	if (!locked)
		spin_lock_irq(&d->lock);
	d->left--;
	if (!locked)
		spin_unlock_irq(&d->lock);
}

void drop_if_all(struct dom *d)
{
	drop_if(d, 0);
	spin_lock_irq(&d->lock);
	drop_if(d, 1);
	spin_unlock_irq(&d->lock);
}

/* Off, and on again for as long as the call takes. */
void drop_between(struct dom *d)
{
	local_irq_disable();
	d->left = 0;
	local_irq_enable();
	drop_right(d);
	local_irq_disable();
	d->left = 1;
	local_irq_enable();
}

/* No lock: a call that waits for other processors. */
static void kick(void *info)
{
}

void flush(struct dom *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	on_selected_cpus(0, kick, d, 1); // expected-warning {{on_selected_cpus() asserts that interrupts are enabled, but they are disabled here, since spin_lock_irqsave() on line 131; call it with them enabled [pvops-unconditional-enable, proven]}}
	spin_unlock_irqrestore(&d->lock, flags);
}

void flush_right(struct dom *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->left = 0;
	spin_unlock_irqrestore(&d->lock, flags);
	on_selected_cpus(0, kick, d, 1);
}

/* Asked first. */
void flush_if_on(struct dom *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (local_irq_is_enabled())
		on_selected_cpus(0, kick, d, 1);
	spin_unlock_irqrestore(&d->lock, flags);
}
