// Functions that warn when interrupts are disabled: the end of a section of bottom halves, freeing DMA memory.
// RUN: cd %S && not %pvlint check --quiet asks-for-enabled.c -- -I%inputs | FileCheck %s --implicit-check-not='{{warning:}}'
// RUN: cd %S && not %pvlint check --quiet --level=audit asks-for-enabled.c -- -I%inputs | FileCheck %s --check-prefix=AUDIT

#include "kernel.h"

extern void __local_bh_enable_ip(unsigned long ip, unsigned int count);
extern int smp_call_function_single(int cpu, void (*f)(void *), void *info, int wait);
extern int smp_call_function_single_async(int cpu, void *csd);
extern void dma_free_attrs(void *dev, unsigned long size, void *at, unsigned long handle, unsigned long attrs);
extern int request_irq(unsigned int irq, int (*handler)(int, void *), unsigned long flags, const char *name, void *dev);

static void there(void *info) { }

struct ring {
	spinlock_t lock, bh;
	void *dev, *at;
	int count;
};

void bottom_halves(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	spin_lock_bh(&r->bh);
	r->count++;
	spin_unlock_bh(&r->bh);
	spin_unlock_irqrestore(&r->lock, flags);
// CHECK: asks-for-enabled.c:[[@LINE-2]]:2: warning: spin_unlock_bh() asserts that interrupts are enabled, but they are disabled here, since spin_lock_irqsave() on line
}

/* A CPU that is no longer online calls it so, and a panic. */
void other_cpu(struct ring *r)
{
	spin_lock_irq(&r->lock);
	smp_call_function_single(1, there, r, 1);
	spin_unlock_irq(&r->lock);
}

void frees(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	dma_free_attrs(r->dev, 4096, r->at, 0, 0);
	spin_unlock_irqrestore(&r->lock, flags);
// CHECK: asks-for-enabled.c:[[@LINE-2]]:2: warning: dma_free_attrs() asserts that interrupts are enabled
}

static int handler(int irq, void *p)
{
	local_bh_enable();
// CHECK: asks-for-enabled.c:[[@LINE-1]]:2: warning: local_bh_enable() asserts that interrupts are enabled
	return 1;
}

int probe(struct ring *r)
{
	return request_irq(5, handler, 0, "ring", r);
}

/* Only one of the functions that the pointer can hold leaves interrupts disabled, which is told there. */
struct done {
	void (*callback)(struct ring *r);
};

static void counts(struct ring *r)
{
	r->count++;
}

static void keeps(struct ring *r)
{
	spin_lock_irq(&r->lock);
	r->count++;
	spin_unlock(&r->lock);
// CHECK: asks-for-enabled.c:[[@LINE-1]]:2: warning: {{.*}}[pvops-unrestored-flags
}

void begins(struct done *d, int keep)
{
	d->callback = keep ? keeps : counts;
}

void completes(struct done *d, struct ring *r)
{
	spin_lock_bh(&r->bh);
	d->callback(r);
	spin_unlock_bh(&r->bh);
// AUDIT: asks-for-enabled.c:[[@LINE-1]]:2: remark: spin_unlock_bh() asserts that interrupts are enabled
}

/* Nothing is wrong with the same elsewhere, nor with what does not wait. */
void fine(struct ring *r)
{
	unsigned long flags;

	spin_lock_bh(&r->bh);
	spin_lock_irqsave(&r->lock, flags);
	smp_call_function_single_async(1, r);
	spin_unlock_irqrestore(&r->lock, flags);
	spin_unlock_bh(&r->bh);
	smp_call_function_single(1, there, r, 1);
	dma_free_attrs(r->dev, 4096, r->at, 0, 0);
}
