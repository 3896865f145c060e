// RUN: %verify %s
// RUN: %verify19 %s

// A comment that is no good is reported, and what it is about stays.

#include "kernel.h"

extern void firmware(void);

void no_reason(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	/* pvlint: ok(pvops-restore-disables) */ // expected-warning {{'pvlint: ok(pvops-restore-disables)' gives no reason and is ignored: write the reason after the parenthesis [pvlint-suppression]}}
	// expected-warning@+1 {{[pvops-restore-disables]}}
	spin_unlock_irqrestore(lock, flags);
}

void slip(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	// expected-warning@+1 {{no check is called 'pvops-restore-disable' (did you mean 'pvops-restore-disables'?): nothing is suppressed [pvlint-suppression]}}
	/* pvlint: ok(pvops-restore-disable) callers have interrupts on */
	// expected-warning@+1 {{[pvops-restore-disables]}}
	spin_unlock_irqrestore(lock, flags);
}

void no_glob(spinlock_t *lock)
{
	// expected-warning@+1 {{no check is called 'lockdep-*': nothing is suppressed [pvlint-suppression]}}
	/* pvlint: ok(lockdep-*) callers have interrupts on */
	spin_lock(lock);
	spin_unlock(lock);
}

void another_word(spinlock_t *lock)
{
	// expected-warning@+1 {{'pvlint: ignore this' is not a suppression: write 'pvlint: ok(CHECK) REASON' [pvlint-suppression]}}
	/* pvlint: ignore this */
	spin_lock(lock);
	spin_unlock(lock);
}

void unused(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	// expected-warning@+1 {{'pvops-restore-disables' has nothing to report here: remove the suppression [pvlint-suppression]}}
	/* pvlint: ok(pvops-restore-disables) the section was longer once */
	spin_unlock_irqrestore(lock, flags);
}

// One of two is used.
void half_used(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	// expected-warning@+1 {{'pvops-save-fl-bits' has nothing to report here}}
	/* pvlint: ok(pvops-restore-disables, pvops-save-fl-bits) callers have interrupts on */
	spin_unlock_irqrestore(lock, flags);
}

// A check that is named twice is told of once.
void named_twice(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	// expected-warning@+1 {{'pvops-save-fl-bits' has nothing to report here}}
	/* pvlint: ok(pvops-save-fl-bits, pvops-save-fl-bits) callers have interrupts on */
	spin_unlock_irqrestore(lock, flags);
}

// What firmware() does, this file does not say: the comment may be about that.
void may_be_used(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	firmware();
	/* pvlint: ok(pvops-restore-disables) the firmware enables, and is right */
	spin_unlock_irqrestore(lock, flags);
}

// Who calls it, this file does not say.
void needs_a_program(spinlock_t *lock)
{
	spin_lock_irq(lock);
	/* pvlint: ok(pvops-unconditional-enable) callers know */
	spin_unlock_irq(lock);
}

#ifdef CONFIG_NEVER
void not_compiled(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	/* pvlint: ok(pvops-restore-disables) in another configuration */
	spin_unlock_irqrestore(lock, flags);
}
#endif

void not_compiled_here(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
#ifdef CONFIG_NEVER
	local_irq_enable();
	/* pvlint: ok(pvops-restore-disables) in another configuration */
	spin_unlock_irqrestore(lock, flags);
#else
	spin_unlock_irqrestore(lock, flags);
#endif
}
