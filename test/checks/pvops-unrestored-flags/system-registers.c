// A system register of arm64 holds what was last written to it, so two reads of it tell whether it was written in between.
// RUN: not %pvlint check --quiet %s -- -I%inputs --target=aarch64-linux-gnu > %t; FileCheck %s --implicit-check-not=warning: < %t

#include "kernel.h"

#define READ(reg) ({ unsigned long _r; asm volatile("mrs %0, " #reg : "=r"(_r)); _r; })
#define WRITE(v, reg) ({ unsigned long _r = (v); asm volatile("msr " #reg ", %x0" : : "rZ"(_r)); })

struct space {
	unsigned long table;
};
extern void flush(void);

void put_back(struct space *s)
{
	unsigned long flags, old = READ(TTBR0_EL1);

	if (old != s->table) {
		local_irq_save(flags);
		WRITE(s->table, TTBR0_EL1);
		asm volatile("isb" : : : "memory");
	}
	asm volatile("tlbi vmalle1is; dsb ish" : : : "memory");
	if (old != READ(TTBR0_EL1)) {
		WRITE(old, TTBR0_EL1);
		local_irq_restore(flags);
	}
}

// Who reads another register does not know.
void another(struct space *s)
{
	unsigned long flags, old = READ(TTBR0_EL1);

	if (old != s->table) {
		local_irq_save(flags);
		WRITE(s->table, TTBR0_EL1);
	}
	if (old != READ(TTBR1_EL1))
		local_irq_restore(flags);
}
// CHECK: system-registers.c:[[#@LINE-2]]:{{.*}}pvops-foreign-flags
// CHECK: system-registers.c:[[#@LINE-2]]:{{.*}}another() returns with interrupts disabled {{.*}}[pvops-unrestored-flags]

// What was written may be what was there.
void same(struct space *s, unsigned long table)
{
	unsigned long flags, old = READ(TTBR0_EL1);

	local_irq_save(flags);
	WRITE(table, TTBR0_EL1);
	if (old != READ(TTBR0_EL1))
		local_irq_restore(flags);
}
// CHECK: system-registers.c:[[#@LINE-1]]:{{.*}} returns with interrupts disabled {{.*}}[pvops-unrestored-flags]

// A counter goes on by itself.
void counter(int busy)
{
	unsigned long flags, old = READ(CNTVCT_EL0);

	if (busy)
		local_irq_save(flags);
	if (busy && old == READ(CNTVCT_EL0))
		local_irq_restore(flags);
}
// CHECK: system-registers.c:[[#@LINE-1]]:{{.*}} returns with interrupts disabled {{.*}}[pvops-unrestored-flags]
