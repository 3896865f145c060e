// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 when the word carries the caller's state: who calls decides.  A function
// that saves, enables and restores is fine for a caller with interrupts on,
// and wrong for one with interrupts off.

#include "kernel.h"

extern void work(void);

/* Every caller enters with interrupts on: only the run-time check would fire. */
static void called_on(void)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags);
}

void calls_on(void)
{
	local_irq_enable();
	called_on();
}

void calls_on_too(spinlock_t *lock)
{
	spin_lock_irq(lock);
	spin_unlock_irq(lock);
	called_on();
}

/* Every caller enters with interrupts off. */
static void called_off(void)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}
}

void calls_off(spinlock_t *lock)
{
	spin_lock_irq(lock);
	called_off();
	spin_unlock_irq(lock);
}

/* One of two callers is enough. */
static void called_both(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}
}

void calls_both(int n)
{
	local_irq_enable();
	called_both();
	if (n) {
		local_irq_disable();
		called_both();
		local_irq_enable();
	}
}

/* The caller that is off is two calls up. */
static void called_far(void)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}
}

static void between(int n)
{
	if (n)
		called_far();
}

void calls_far(raw_spinlock_t *lock, int n)
{
	unsigned long flags;

	raw_spin_lock_irqsave(lock, flags);
	between(n);
	raw_spin_unlock_irqrestore(lock, flags);
}

/* Nothing is known of the caller: an author who saves believes it may be off. */
void called_by_anyone(void)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Turns on by itself first: now the caller does not matter. */
void on_by_itself(void)
{
	unsigned long flags;

	local_irq_enable();
	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags);
}

/* Restored with nothing disabled in between: the caller's state, twice. */
void nothing_disabled(void)
{
	unsigned long flags;

	local_save_flags(flags);
	work();
	local_irq_restore(flags);
}

/* Checks its contract with the caller before it saves. */
void only_when_on(void)
{
	unsigned long flags;

	if (WARN_ON_ONCE(irqs_disabled()))
		return;
	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags);
}
