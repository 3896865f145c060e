#include "kernel.h"

void idle(void)
{
	local_irq_enable();
}
