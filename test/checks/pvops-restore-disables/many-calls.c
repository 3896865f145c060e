// RUN: %verify %s
// RUN: %verify19 %s
//
// Calls in a row, each of which comes back in one of two ways: the states behind
// them meet again, and the function is not given up.

#include "kernel.h"

extern void msleep(unsigned int ms);
extern int odd(int n);

static int make(int n)
{
	if (!odd(n))
		return 0;
	msleep(1);
	return 1;
}

void start(void)
{
	unsigned long flags;
	int v1 = make(1);
	int v2 = make(2);
	int v3 = make(3);
	int v4 = make(4);
	int v5 = make(5);
	int v6 = make(6);
	int v7 = make(7);
	int v8 = make(8);
	int v9 = make(9);
	int v10 = make(10);
	int v11 = make(11);
	int v12 = make(12);
	int v13 = make(13);
	int v14 = make(14);
	int v15 = make(15);
	int v16 = make(16);
	int v17 = make(17);
	int v18 = make(18);
	int v19 = make(19);
	int v20 = make(20);

	if (!v1 || !v2 || !v3 || !v4 || !v5 || !v6 || !v7 || !v8 || !v9 || !v10 || !v11 || !v12 || !v13 || !v14 || !v15 || !v16 || !v17 || !v18 || !v19 || !v20)
		return;
	local_irq_disable();
	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags); // expected-warning {{local_irq_restore() restores flags that say disabled, with interrupts enabled by local_irq_enable() on line 48, and on x86 that does nothing; disable them first [pvops-restore-disables, proven]}}
}
