// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 and what tests say about the state: trylock results, irqs_disabled(),
// irqs_disabled_flags().

#include "kernel.h"

extern void work(void);

/* The failed trylock has enabled interrupts behind the outer section's back. */
void failed_irq_trylock(spinlock_t *outer, spinlock_t *inner)
{
	unsigned long flags;

	spin_lock_irqsave(outer, flags);
	if (!spin_trylock_irq(inner))
		goto out;
	work();
	spin_unlock(inner);
out:
	spin_unlock_irqrestore(outer, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The failed one is repaired; the one that worked leaves interrupts off. */
void failed_irq_trylock_repaired(spinlock_t *outer, spinlock_t *inner)
{
	unsigned long flags;

	spin_lock_irqsave(outer, flags);
	if (!spin_trylock_irq(inner)) {
		local_irq_disable();
		goto out;
	}
	work();
	spin_unlock(inner);
out:
	spin_unlock_irqrestore(outer, flags);
}

/* irqsave trylock: both results leave the outer section as it was. */
void irqsave_trylock_inside(spinlock_t *outer, spinlock_t *inner)
{
	unsigned long flags, f2;

	spin_lock_irqsave(outer, flags);
	if (spin_trylock_irqsave(inner, f2)) {
		work();
		spin_unlock_irqrestore(inner, f2);
	}
	spin_unlock_irqrestore(outer, flags);
}

/* Succeeds or fails: interrupts are on afterwards either way. */
void irq_trylock_inside(spinlock_t *outer, spinlock_t *inner)
{
	unsigned long flags;

	spin_lock_irqsave(outer, flags);
	if (spin_trylock_irq(inner)) {
		work();
		spin_unlock_irq(inner);
	}
	spin_unlock_irqrestore(outer, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* A helper that tries, and says with an error code whether it did. */
static int take(raw_spinlock_t *lock, unsigned long *flags)
{
	if (!raw_spin_trylock_irqsave(lock, *flags))
		return -EBUSY;
	return 0;
}

int take_good(raw_spinlock_t *lock)
{
	unsigned long flags;
	int ret = take(lock, &flags);

	if (ret < 0)
		return ret;
	work();
	raw_spin_unlock_irqrestore(lock, flags);
	return 0;
}

int take_bad(raw_spinlock_t *lock)
{
	unsigned long flags;

	if (take(lock, &flags))
		return -EBUSY;
	local_irq_enable();
	work();
	raw_spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return 0;
}

/* Saved where the state is known by a test: the word says "off". */
void known_off(void)
{
	unsigned long flags;

	if (!irqs_disabled())
		return;
	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}
}

/* Saved where the state is known to be on: nothing to disable. */
void known_on(void)
{
	unsigned long flags;

	if (irqs_disabled())
		return;
	local_save_flags(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags);
}

/* Enables only if the word says that it was on: that is what restore does. */
void by_the_word(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!irqs_disabled_flags(flags))
		local_irq_enable();
	work();
	if (!irqs_disabled_flags(flags))
		local_irq_disable();
	local_irq_restore(flags);
}

/* Enables when the word says that it was off. */
void against_the_word(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (irqs_disabled_flags(flags))
		local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables, proven]}}
}

/* Disables again if it finds interrupts on. */
void checks_before_restore(int n)
{
	unsigned long flags;

	local_irq_save(flags);
	if (n)
		local_irq_enable();
	work();
	if (!irqs_disabled())
		local_irq_disable();
	local_irq_restore(flags);
}

/* Only complains, and goes on. */
void complains_only(int n)
{
	unsigned long flags;

	local_irq_save(flags);
	if (n)
		local_irq_enable();
	work();
	WARN_ON_ONCE(!irqs_disabled());
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Remembers the test in a variable. */
void remembered(int n)
{
	unsigned long flags;
	bool was_off;

	local_irq_save(flags);
	if (n)
		local_irq_enable();
	work();
	was_off = irqs_disabled();
	if (!was_off)
		local_irq_disable();
	local_irq_restore(flags);
}
