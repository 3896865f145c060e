// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 and allocations: the gfp argument says whether the allocator may sleep,
// and with that come back with interrupts on.  A constant decides it, in the
// call or in the callers of a function that takes gfp as a parameter.

#include "kernel.h"

struct pool {
	spinlock_t lock;
	void *objects[8];
	int n;
};

void kernel_in_section(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kmalloc(16, GFP_KERNEL);
	spin_unlock_irqrestore(&p->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void atomic_in_section(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kmalloc(16, GFP_ATOMIC);
	p->objects[1] = kmalloc(16, GFP_NOWAIT | __GFP_ZERO);
	spin_unlock_irqrestore(&p->lock, flags);
}

/* No I/O, but it still may wait for memory. */
void noio_in_section(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kmalloc(16, GFP_NOIO);
	spin_unlock_irqrestore(&p->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* One inline wrapper in between. */
void zeroed_in_section(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kzalloc(16, GFP_KERNEL);
	spin_unlock_irqrestore(&p->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void zeroed_atomic_in_section(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kzalloc(16, GFP_ATOMIC);
	spin_unlock_irqrestore(&p->lock, flags);
}

/* The bit that allows blocking is masked away. */
void masked_in_section(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kmalloc(16, GFP_KERNEL & ~__GFP_DIRECT_RECLAIM);
	spin_unlock_irqrestore(&p->lock, flags);
}

/* gfp is a parameter, the section is in the callers. */
static void *grab(size_t size, gfp_t gfp)
{
	void *p = kmalloc(size, gfp);

	if (!p)
		pr_err("out of memory\n");
	return p;
}

void grab_atomic(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = grab(16, GFP_ATOMIC);
	spin_unlock_irqrestore(&p->lock, flags);
}

void grab_kernel(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = grab(16, GFP_KERNEL);
	spin_unlock_irqrestore(&p->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* gfp is a parameter, the section is in the callee: one caller is too many. */
static int refill(struct pool *p, gfp_t gfp)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[p->n] = kmalloc(32, gfp);
	p->n++;
	spin_unlock_irqrestore(&p->lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return 0;
}

int refill_early(struct pool *p)
{
	return refill(p, GFP_ATOMIC);
}

int refill_late(struct pool *p)
{
	return refill(p, GFP_KERNEL);
}

/* The same, and every caller is careful. */
static int top_up(struct pool *p, gfp_t gfp)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[p->n] = kmalloc(32, gfp);
	p->n++;
	spin_unlock_irqrestore(&p->lock, flags);
	return 0;
}

int top_up_early(struct pool *p)
{
	return top_up(p, GFP_ATOMIC);
}

int top_up_late(struct pool *p)
{
	return top_up(p, GFP_NOWAIT);
}

/* Nobody here knows what gfp is: audit level, silent. */
void unknown_gfp(struct pool *p, gfp_t gfp)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kmalloc(16, gfp);
	spin_unlock_irqrestore(&p->lock, flags);
}

/* Opens and closes by the same test of gfp, as slab once did. */
static void *grow(struct pool *p, gfp_t gfp)
{
	void *obj;

	if (gfpflags_allow_blocking(gfp))
		local_irq_enable();
	obj = kmalloc(64, gfp);
	if (gfpflags_allow_blocking(gfp))
		local_irq_disable();
	p->n++;
	return obj;
}

void *grow_locked(struct pool *p, gfp_t gfp)
{
	unsigned long flags;
	void *obj;

	local_irq_save(flags);
	obj = grow(p, gfp);
	local_irq_restore(flags);
	return obj;
}

/* Opens by gfp, and forgets to close. */
static void *grow_and_forget(struct pool *p, gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp))
		local_irq_enable();
	p->n++;
	return kmalloc(64, gfp);
}

void *forget_atomic(struct pool *p)
{
	unsigned long flags;
	void *obj;

	local_irq_save(flags);
	obj = grow_and_forget(p, GFP_ATOMIC);
	local_irq_restore(flags);
	return obj;
}

void *forget_kernel(struct pool *p)
{
	unsigned long flags;
	void *obj;

	local_irq_save(flags);
	obj = grow_and_forget(p, GFP_KERNEL);
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
	return obj;
}

/* The state picks the flags. */
void picks_by_state(struct pool *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->objects[0] = kmalloc(16, irqs_disabled() ? GFP_ATOMIC : GFP_KERNEL);
	spin_unlock_irqrestore(&p->lock, flags);
}
