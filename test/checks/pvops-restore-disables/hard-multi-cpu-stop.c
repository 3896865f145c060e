// RUN: %verify %s
// RUN: %verify19 %s
//
// multi_cpu_stop(): save_flags first, the disable comes later, in one state of
// a loop, and the restore at the end puts back what the caller had.

#include "kernel.h"

enum stop_state { STOP_NONE, STOP_PREPARE, STOP_DISABLE_IRQ, STOP_RUN, STOP_EXIT };

struct stop_data {
	enum stop_state state;
	int (*fn)(void *data);
	void *data;
};

extern void ack_state(struct stop_data *d);

int cpu_stop_good(struct stop_data *d)
{
	enum stop_state cur = STOP_NONE;
	unsigned long flags;
	int err = 0;

	local_save_flags(flags);
	do {
		enum stop_state new = READ_ONCE(d->state);

		if (new != cur) {
			cur = new;
			switch (cur) {
			case STOP_DISABLE_IRQ:
				local_irq_disable();
				break;
			case STOP_RUN:
				err = d->fn(d->data);
				break;
			default:
				break;
			}
			ack_state(d);
		}
		cpu_relax();
	} while (cur != STOP_EXIT);
	local_irq_restore(flags);
	return err;
}

/* The states are mixed up: RUN turns interrupts on again. */
int cpu_stop_bad(struct stop_data *d)
{
	enum stop_state cur = STOP_NONE;
	unsigned long flags;
	int err = 0;

	local_save_flags(flags);
	do {
		enum stop_state new = READ_ONCE(d->state);

		if (new != cur) {
			cur = new;
			switch (cur) {
			case STOP_DISABLE_IRQ:
				local_irq_disable();
				break;
			case STOP_RUN:
				local_irq_enable();
				err = d->fn(d->data);
				break;
			default:
				break;
			}
			ack_state(d);
		}
	} while (cur != STOP_EXIT);
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
	return err;
}
