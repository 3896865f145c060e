// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Saves nest, each with a word of its own: the inner restore finds "off" in
// its word and does nothing.  An inner irqsave under an outer _irq is legal
// too (the reverse is the bug of K10).

#include "kernel.h"

extern void trace_event(int id);

static void trace_locked(raw_spinlock_t *lock, int id)
{
	unsigned long flags;

	local_irq_save(flags);
	raw_spin_lock(lock);
	trace_event(id);
	raw_spin_unlock(lock);
	local_irq_restore(flags);
}

void raw_around_traced(raw_spinlock_t *lock)
{
	unsigned long outer, inner;

	raw_local_irq_save(outer);
	local_irq_save(inner);
	trace_event(1);
	local_irq_restore(inner);
	raw_local_irq_restore(outer);
}

void three_deep(raw_spinlock_t *a, spinlock_t *b)
{
	unsigned long f1, f2;

	spin_lock_irqsave(b, f1);
	raw_spin_lock_irqsave(a, f2);
	trace_locked(a, 2);
	raw_spin_unlock_irqrestore(a, f2);
	spin_unlock_irqrestore(b, f1);
}

void irq_outside(raw_spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	spin_lock_irq(b);
	raw_spin_lock_irqsave(a, flags);
	trace_event(3);
	raw_spin_unlock_irqrestore(a, flags);
	trace_locked(a, 4);
	spin_unlock_irq(b);
}

/* Same name in an inner scope: two different words. */
void shadowed(raw_spinlock_t *a, spinlock_t *b)
{
	unsigned long flags;

	spin_lock_irqsave(b, flags);
	{
		unsigned long flags;

		raw_spin_lock_irqsave(a, flags);
		trace_event(5);
		raw_spin_unlock_irqrestore(a, flags);
	}
	spin_unlock_irqrestore(b, flags);
}

/* The hardware pair inside an ordinary section, as early SEV calls do it. */
void native_inside(spinlock_t *lock)
{
	unsigned long flags, native;

	spin_lock_irqsave(lock, flags);
	native = native_local_irq_save();
	trace_event(6);
	native_local_irq_restore(native);
	spin_unlock_irqrestore(lock, flags);
}
