// RUN: %verify %s
// RUN: %verify19 %s

// irqsave, and then an unlock or enable that does not look at the flags.

#include "spinlock.h"

struct ring {
	spinlock_t lock;
	int head, tail;
};

void whole_function(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	r->head++;
	spin_unlock_irq(&r->lock); // expected-warning {{spin_unlock_irq() enables interrupts instead of restoring the flags saved by spin_lock_irqsave() on line 17; use spin_unlock_irqrestore() [pvops-unrestored-flags]}}
}

void whole_function_good(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	r->head++;
	spin_unlock_irqrestore(&r->lock, flags);
}

int one_way_out(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	if (r->head == r->tail) {
		spin_unlock_irq(&r->lock); // expected-warning {{[pvops-unrestored-flags]}}
		return 0;
	}
	spin_unlock_irqrestore(&r->lock, flags);
	return 1;
}

static void done(void)
{
	local_irq_enable();
}

void in_a_callee(struct ring *r)
{
	unsigned long flags;

	local_irq_save(flags);
	r->head = 0;
	done(); // expected-warning {{[pvops-unrestored-flags]}}
}

// Enabled for a while, disabled again, and then the flags are restored: nothing is lost.
void for_a_while(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	spin_unlock_irq(&r->lock);
	spin_lock_irq(&r->lock);
	spin_unlock_irqrestore(&r->lock, flags);
}

// Known to be called with interrupts on.
void known_to_be_on(struct ring *r)
{
	unsigned long flags;

	if (irqs_disabled())
		return;
	spin_lock_irqsave(&r->lock, flags);
	r->tail++;
	spin_unlock_irq(&r->lock);
}

// The flags are looked at: they say that interrupts were on.
void known_afterwards(struct ring *r)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	r->head = 0;
	if (irqs_disabled_flags(flags))
		local_irq_disable();
}

// The flags go to the caller, which has them restored.
unsigned long handed_out(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	spin_unlock_irq(&r->lock);
	return flags;
}

struct port {
	spinlock_t lock;
	unsigned long flags;
	int n;
};

// Kept in a field, which nobody restores from once the lock is released.
void kept_in_field(struct port *p)
{
	spin_lock_irqsave(&p->lock, p->flags);
	p->n++;
	spin_unlock_irq(&p->lock); // expected-warning {{spin_unlock_irq() enables interrupts instead of restoring the flags saved by spin_lock_irqsave()}}
}

static void port_lock(struct port *p)
{
	spin_lock_irqsave(&p->lock, p->flags);
}

void kept_by_helper(struct port *p)
{
	port_lock(p);
	p->n++;
	spin_unlock_irq(&p->lock); // expected-warning {{instead of restoring the flags saved by spin_lock_irqsave()}}
}

// The lock is held: it is taken again, and released by another function.
void relocked(struct port *p)
{
	spin_lock_irqsave(&p->lock, p->flags);
	spin_unlock_irq(&p->lock);
	spin_lock_irq(&p->lock);
}
