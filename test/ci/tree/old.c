#include "kernel.h"

void old(void)
{
	unsigned long flags = arch_local_irq_save();

	local_irq_enable();
	arch_local_irq_restore(flags);
}

void other(void)
{
	unsigned long flags = arch_local_irq_save();

	local_irq_enable();
	arch_local_irq_restore(flags);
}
