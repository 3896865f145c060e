// RUN: %verify %s
// RUN: %verify19 %s

// memset() of a whole record with 0 is a store to each of its fields.

#include "kernel.h"

struct request { int locked, kind; struct { int owner; } by; spinlock_t lock; };

void *memset(void *, int, unsigned long);
void work(struct request *r);

/* As the kernel's memset() expands, with a size that is kept for checks. */
#define fortified_memset(p, c, size) ({                                                            \
	unsigned long fortify_size = (unsigned long)(size);                                        \
	__builtin_memset(p, c, fortify_size);                                                      \
})

void on_the_stack(spinlock_t *lock)
{
	unsigned long flags;
	struct request r;

	memset(&r, 0, sizeof(r));
	if (r.locked)
		spin_lock_irqsave(lock, flags);
	work(&r);
	spin_lock_irqsave(lock, flags);
	spin_unlock_irqrestore(lock, flags);
}

void behind_a_pointer(struct request *r)
{
	unsigned long flags;

	fortified_memset(r, 0, sizeof(*r));
	spin_lock_irqsave(&r->lock, flags);
	if (r->kind || r->by.owner)
		return;
	spin_unlock_irqrestore(&r->lock, flags);
}

/* Not all of it, and not with 0. */
void in_part(struct request *r)
{
	unsigned long flags;

	memset(r, 0, sizeof(r->locked));
	spin_lock_irqsave(&r->lock, flags);
	if (r->kind)
		return; // expected-warning {{in_part() returns with interrupts disabled}}
	spin_unlock_irqrestore(&r->lock, flags);
}

void with_ones(struct request *r)
{
	unsigned long flags;

	memset(r, 0xff, sizeof(*r));
	spin_lock_irqsave(&r->lock, flags);
	if (r->kind)
		return; // expected-warning {{with_ones() returns with interrupts disabled}}
	spin_unlock_irqrestore(&r->lock, flags);
}
