// RUN: %verify %s
// RUN: %verify19 %s
// RUN: %clang22 -std=gnu11 -fsyntax-only -w -I%inputs -fplugin=%plugin22 -fplugin-arg-pvlint-level=audit %s 2>&1 | FileCheck --check-prefix=AUDIT %s
//
// Functions that work on the processor's flags, called by code that may run as
// a guest. The pair of native_local_irq_save() is meant for code that never
// does, and its use is an audit finding.

#include "kernel.h"

void disable_bad(void)
{
	native_irq_disable(); // expected-warning {{[pvops-native-bypass]}}
}

void enable_bad(void)
{
	native_irq_enable(); // expected-warning {{[pvops-native-bypass]}}
}

void halt_bad(void)
{
	native_safe_halt(); // expected-warning {{[pvops-native-bypass]}}
}

/* Stops until an NMI: interrupts stay as they are. */
void halt_good(void)
{
	native_halt();
}

// AUDIT: :[[@LINE+5]]:{{.*}}remark: native_local_irq_save(){{.*}}[pvops-native-bypass]
// AUDIT: :[[@LINE+6]]:{{.*}}note: also here: native_local_irq_restore()
void firmware_call(int *request)
{
	unsigned long flags;
	flags = native_local_irq_save();
	*request = 1;
	native_local_irq_restore(flags);
}

/* One half of the pair. */
// AUDIT: :[[@LINE+3]]:{{.*}}remark: native_local_irq_restore(){{.*}}[pvops-native-bypass]
void firmware_done(unsigned long flags)
{
	native_local_irq_restore(flags);
}
// AUDIT-NOT: remark:
