// RUN: %verify %s
// RUN: %verify19 %s

// A comment on or above a statement, with a reason, silences what it names.

#include "kernel.h"

extern void firmware(void);

void above(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	/* pvlint: ok(pvops-restore-disables) callers have interrupts on */
	spin_unlock_irqrestore(lock, flags);
}

void above_without_comment(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	// expected-warning@+1 {{[pvops-restore-disables]}}
	spin_unlock_irqrestore(lock, flags);
}

void behind(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	spin_unlock_irqrestore(lock, flags); // pvlint: ok(pvops-restore-disables) callers have them on
}

void behind_another(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	// expected-warning@+1 {{[pvops-restore-disables]}}
	spin_unlock_irqrestore(lock, flags);
	firmware(); // pvlint: ok(pvops-restore-disables) not this statement
}

// The comment is on the last line of a call that is reported on its first.
void statement_of_many_lines(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	spin_unlock_irqrestore(
		lock,
		flags); /* pvlint: ok(pvops-restore-disables) callers have them on */
}

void in_the_middle(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	spin_unlock_irqrestore(lock,
		/* pvlint: ok(pvops-restore-disables) callers have them on */
		flags);
}

void above_a_condition(spinlock_t *lock, int on)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable(); // expected-warning {{[pvops-unrestored-flags]}}
	/*
	 * The firmware wants it so.
	 * pvlint: ok(pvops-restore-disables) callers have interrupts on, which
	 * took an afternoon to find out
	 */
	if (on)
		spin_unlock_irqrestore(lock, flags);
}

// It ends with its statement.
void next_statement(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	/* pvlint: ok(pvops-restore-disables) not the next one */
	firmware();
	// expected-warning@+1 {{[pvops-restore-disables]}}
	spin_unlock_irqrestore(lock, flags);
}

void several(spinlock_t *lock, spinlock_t *inner)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	/* pvlint: ok(pvops-foreign-flags, pvops-flags-*) interrupts are off by design from here on */
	spin_lock_irqsave(inner, flags);
	firmware();
	spin_unlock_irqrestore(inner, flags);
	spin_unlock_irqrestore(lock, flags);
}

void another_check(spinlock_t *lock, spinlock_t *inner)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	firmware();
	/* pvlint: ok(pvops-save-fl-bits) another check */
	// expected-warning@+1 {{[pvops-flags-clobbered]}}
	spin_lock_irqsave(inner, flags);
	spin_unlock_irqrestore(inner, flags);
	spin_unlock_irqrestore(lock, flags);
}

// Talk about it is no suppression: see "pvlint: ok(pvops-restore-disables) why".
void talk(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	local_irq_enable();
	/* one could write pvlint: ok(pvops-restore-disables) here */
	// expected-warning@+1 {{[pvops-restore-disables]}}
	spin_unlock_irqrestore(lock, flags);
}
