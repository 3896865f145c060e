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
	local_irq_restore(flags); // expected-remark {{'local_irq_restore' is relied on to disable interrupts: they were off at the save, and 'local_irq_enable' on line 14 turned interrupts on; that works while a restore writes the whole word, and breaks when it only enables (Linux 5.12) [pvops-restore-disables]}}
	local_irq_enable();
}

void callers_unknown(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags); // expected-remark {{'local_irq_restore' is relied on to disable interrupts if the caller had them off: 'local_irq_enable' on line 25 turned interrupts on; that works}}
}

static void helper(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags); // expected-remark {{is relied on to disable interrupts ('caller' calls with them off): 'local_irq_enable' on line 34 turned interrupts on; that works}}
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
	local_irq_restore(flags); // expected-remark {{as every caller in sight has them: nothing to disable, but Linux 5.12 warns of it at run time}}
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
	spin_unlock_irqrestore(b, inner); // expected-warning {{restore the words in the reverse order of the saves}}
}
