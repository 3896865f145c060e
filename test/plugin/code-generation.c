// The plugin runs beside a real compile and leaves the object alone.
//
// RUN: %clang22 -std=gnu11 -O2 -c -w -I%inputs %s -o %t.plain.o
// RUN: %clang22 -std=gnu11 -O2 -c -w -I%inputs -fplugin=%plugin22 %s -o %t.checked.o 2>&1 | FileCheck %s
// RUN: cmp %t.plain.o %t.checked.o
// CHECK: warning: {{.*}}[pvops-restore-disables]

#include "kernel.h"

void compiled(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags);
}
