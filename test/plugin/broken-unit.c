// A unit that does not compile gets the compiler's errors and no findings: they
// would be about code that is not there.
//
// RUN: not %clang22 -std=gnu11 -fsyntax-only -I%inputs -fplugin=%plugin22 %s 2>&1 | FileCheck %s
// CHECK: error: use of undeclared identifier 'nowhere'
// CHECK-NOT: pvops-

#include "kernel.h"

void broken(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_enable();
	nowhere = 1;
	local_irq_restore(flags);
}
