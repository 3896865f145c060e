// RUN: %verify %s
// RUN: %verify19 %s
//
// What is constant for the compiler once a function is inlined is not known to
// be so before: an assertion of that ends no path.

#include "kernel.h"

#define BUILD_BUG_ON(c) do { if (c) build_bug(); } while (0)
extern void build_bug(void) __attribute__((noreturn));

static inline __attribute__((always_inline)) int has(unsigned long mask, int n)
{
	BUILD_BUG_ON(!__builtin_constant_p(n));
	return mask & (1ul << n);
}

void asked_in_between(spinlock_t *lock, unsigned long mask)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (has(mask, 3))
		local_irq_enable();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void asked_in_between_good(spinlock_t *lock, unsigned long mask)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (has(mask, 3)) {
		local_irq_enable();
		local_irq_disable();
	}
	spin_unlock_irqrestore(lock, flags);
}
