// RUN: %verify %s
// RUN: %verify19 %s

// Nobody comes back from a restart with interrupts disabled, or enabled. From an attempt to switch
// the power off one may.

#include "kernel.h"

void machine_restart(char *cmd);
void emergency_restart(void);
void machine_power_off(void);

int restart(int now)
{
	unsigned long flags;

	local_irq_save(flags);
	if (now) {
		machine_restart(NULL);
		return -1;
	}
	local_irq_restore(flags);
	return 0;
}

void restart_from_handler(int now)
{
	unsigned long flags;

	local_irq_save(flags);
	if (now) {
		local_irq_enable();
		emergency_restart();
	}
	local_irq_restore(flags);
}

int power_off(int now)
{
	unsigned long flags;

	local_irq_save(flags);
	if (now) {
		machine_power_off();
		return -1; // expected-warning {{[pvops-unrestored-flags]}}
	}
	local_irq_restore(flags);
	return 0;
}
