/* Before 5.12 a restore could disable: what relies on that is listed. */
// RUN: %verify -fplugin-arg-pvlint-contract=linux-pre-5.12 -fplugin-arg-pvlint-level=audit %s
// RUN: %verify19 -fplugin-arg-pvlint-contract=linux-pre-5.12 -fplugin-arg-pvlint-level=audit %s
// By default there is nothing to say, but for an order that is wrong in any case.
// RUN: %clang22 -std=gnu11 -fsyntax-only -w -I%inputs -fplugin=%plugin22 -fplugin-arg-pvlint-contract=linux-pre-5.12 %s 2>&1 | grep -c 'warning: ' | grep -x 1
#include "kernel.h"

void known_off(void)
{
	unsigned long flags;

	local_irq_disable();
	local_irq_save(flags);
	local_irq_enable();
	mdelay(1);
	local_irq_restore(flags); // expected-remark {{local_irq_restore() is relied on to disable interrupts: they were disabled at the save, and local_irq_enable() enabled them; breaks where a restore only enables [pvops-restore-disables]}}
	local_irq_enable();
}

void callers_unknown(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags); // expected-remark {{local_irq_restore() is relied on to disable interrupts for callers that had them disabled: local_irq_enable() enabled them; breaks where a restore only enables [pvops-restore-disables]}}
}

static void helper(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags); // expected-remark {{local_irq_restore() is relied on to disable interrupts for caller(), which has them disabled: local_irq_enable() enabled them; breaks where a restore only enables [pvops-restore-disables]}}
}

void caller(spinlock_t *lock)
{
	spin_lock_irq(lock);
	helper();
	spin_unlock_irq(lock);
}

static void benign(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags); // expected-remark {{local_irq_restore() runs with interrupts enabled by local_irq_enable(); every known caller has them enabled, but CONFIG_DEBUG_IRQFLAGS warns since Linux 5.12 [pvops-restore-disables]}}
}

void calls_with_them_on(spinlock_t *lock)
{
	spin_lock_irq(lock);
	spin_unlock_irq(lock);
	benign();
}

/* Needs no disabling restore. */
void enables_and_disables(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	local_irq_disable();
	local_irq_restore(flags);
}

/* The words in the wrong order: that the section is open has nothing to do with how restores work. */
void wrong_order(spinlock_t *a, spinlock_t *b)
{
	unsigned long outer, inner;

	spin_lock_irqsave(a, outer);
	spin_lock_irqsave(b, inner);
	spin_unlock_irqrestore(a, outer);
	spin_unlock_irqrestore(b, inner); // expected-warning {{spin_unlock_irqrestore() restores flags that say disabled, but spin_unlock_irqrestore() already restored the caller's state; restore the last saved first [pvops-restore-disables]}}
}
