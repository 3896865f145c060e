// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// With TRACE_IRQFLAGS every wrapper tests the word or the state before it acts
// and calls a tracing hook.  The tests must not split one restore into a good
// and a bad half.

#define CONFIG_TRACE_IRQFLAGS
#include "kernel.h"

extern void work(void);

void save_restore(void)
{
	unsigned long flags;

	local_irq_save(flags);
	work();
	local_irq_restore(flags);
}

void save_disable_restore(void)
{
	unsigned long flags;

	local_save_flags(flags);
	local_irq_disable();
	work();
	local_irq_restore(flags);
}

void nested(void)
{
	unsigned long f1, f2;

	local_irq_save(f1);
	local_irq_save(f2);
	work();
	local_irq_restore(f2);
	local_irq_restore(f1);
}

void on_and_off_again(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_disable();
	local_irq_restore(flags);
}

int trylock(raw_spinlock_t *lock)
{
	unsigned long flags;

	if (!raw_spin_trylock_irqsave(lock, flags))
		return -EBUSY;
	work();
	raw_spin_unlock_irqrestore(lock, flags);
	return 0;
}

void guarded(void)
{
	guard(irqsave)();
	work();
}
