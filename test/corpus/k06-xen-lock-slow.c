// RUN: %verify %s
// RUN: %verify19 %s
//
// K6: xen_spin_lock_slow(), up to 3.11, took a parameter "irq_enable": save,
// enable if the caller said so, poll the event channel, restore.  On that one
// path the restore has to disable: the lock is then held with interrupts on,
// and the handler that takes the same lock deadlocks.

#include "kernel.h"

extern void poll_irq(int irq);
extern bool try_take(u8 *slot);

static void lock_slow_bad(u8 *slot, int irq, bool irq_enable)
{
	unsigned long flags;

	local_save_flags(flags);
	if (irq_enable)
		raw_local_irq_enable();

	do {
		poll_irq(irq);
	} while (!try_take(slot));

	raw_local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void xen_lock_bad(u8 *slot, int irq)
{
	lock_slow_bad(slot, irq, false);
}

/* The caller has saved and disabled; flags is what it saved. */
void xen_lock_flags_bad(u8 *slot, int irq, unsigned long flags)
{
	lock_slow_bad(slot, irq, !raw_irqs_disabled_flags(flags));
}

static void lock_slow_fixed(u8 *slot, int irq, bool irq_enable)
{
	unsigned long flags;

	local_save_flags(flags);
	if (irq_enable)
		raw_local_irq_enable();

	do {
		poll_irq(irq);
	} while (!try_take(slot));

	if (irq_enable)
		raw_local_irq_disable();
	raw_local_irq_restore(flags);
}

void xen_lock_fixed(u8 *slot, int irq, bool may_enable)
{
	lock_slow_fixed(slot, irq, may_enable);
}

/* The same body is harmless as long as nobody asks it to enable. */
static void lock_slow_never(u8 *slot, int irq, bool irq_enable)
{
	unsigned long flags;

	local_save_flags(flags);
	if (irq_enable)
		raw_local_irq_enable();
	do {
		poll_irq(irq);
	} while (!try_take(slot));
	raw_local_irq_restore(flags);
}

void xen_lock_plain(u8 *slot, int irq)
{
	lock_slow_never(slot, irq, false);
}
