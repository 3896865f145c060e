// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 and a word in a per-CPU variable, which x86 writes and reads by one "mov"
// with a segment override. Xen keeps the word of a batch of hypercalls so.

#include "kernel.h"

extern unsigned long batch_flags;
extern void work(void);

static inline void batch_begin(void)
{
	unsigned long flags;

	local_irq_save(flags);
	asm("movq %[val], %%gs:%[var]" : [var] "=m"(batch_flags) : [val] "re"(flags));
}

static inline void batch_end(void)
{
	unsigned long flags;

	asm volatile("movq %%gs:%[var], %[val]" : [val] "=r"(flags) : [var] "m"(batch_flags));
	local_irq_restore(flags);
}

void batch(void)
{
	batch_begin();
	work();
	batch_end();
}

void batch_enables(void)
{
	batch_begin();
	local_irq_enable();
	work();
	batch_end(); // expected-warning {{[pvops-restore-disables]}}
}

// By number, as older kernels have it.
void numbered(void)
{
	unsigned long flags;

	local_irq_save(flags);
	asm("mov %1,%%gs:%0" : "=m"(batch_flags) : "r"(flags));
	local_irq_enable();
	asm("mov %%gs:%1,%0" : "=r"(flags) : "m"(batch_flags));
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

// Memory that only stands there for order is not what is moved.
void ordered(void)
{
	unsigned long flags, cr0;

	local_irq_save(flags);
	batch_flags = flags;
	asm volatile("mov %%cr0,%0" : "=r"(cr0) : "m"(batch_flags));
	local_irq_restore(flags);
	if (cr0 & 0x10000)
		work();
}

// A device's register is read anew: what it said before says nothing now.
static inline unsigned int status(const volatile unsigned int *reg)
{
	unsigned int v;

	asm volatile("movl %1,%0" : "=r"(v) : "m"(*reg) : "memory");
	return v;
}

void device(const volatile unsigned int *reg)
{
	unsigned long flags;

	local_irq_save(flags);
	if (status(reg) & 1) {
		if (!(status(reg) & 1))
			local_irq_enable();
	}
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}
