// RUN: %verify %s
// RUN: %verify19 %s

// A pointer that was dereferenced is not null, wherever it came from; nor is one that was computed from an address.

#include "kernel.h"

struct queue { raw_spinlock_t lock; int length; };
extern struct queue *the_queue, *queues[8], first_queue;
extern unsigned long offset_of[8];

void from_memory(void)
{
	struct queue *q = the_queue;

	local_irq_disable();
	q->length = 1;
	if (q)
		local_irq_enable();
}

void before_the_section(void)
{
	struct queue *q = the_queue;

	q->length = 1;
	local_irq_disable();
	if (q)
		local_irq_enable();
}

int read_only(int cpu)
{
	struct queue *q = queues[cpu];
	int n;

	local_irq_disable();
	n = q->length;
	if (q != NULL)
		local_irq_enable();
	return n;
}

struct guarded { struct queue *q; };
static inline struct guarded guard_begin(struct queue *q)
{
	struct guarded g = { .q = q };

	local_irq_disable();
	return g;
}
static inline void guard_end(struct guarded *g)
{
	if (g->q)
		local_irq_enable();
}

// What per_cpu() is where the compiler sees through it.
void guard_of_this_cpu(int cpu)
{
	struct queue *q = (struct queue *)((unsigned long)&first_queue + offset_of[cpu]);
	struct guarded g __attribute__((cleanup(guard_end))) = guard_begin(q);

	q->length = 0;
}

// On the way that dereferences it only.
void on_one_way(int clear)
{
	struct queue *q = the_queue;

	local_irq_disable();
	if (clear)
		q->length = 0;
	if (q)
		local_irq_enable();
} // expected-warning {{on_one_way() returns with interrupts disabled by local_irq_disable() on line 72 on this path, though not on others; call local_irq_enable() before the return [pvops-unrestored-flags]}}

// Another one than was dereferenced.
void another(void)
{
	struct queue *q = the_queue;

	local_irq_disable();
	q->length = 0;
	q = queues[1];
	if (q)
		local_irq_enable();
} // expected-warning {{another() returns with interrupts disabled by local_irq_disable() on line 84 on this path, though not on others; call local_irq_enable() before the return [pvops-unrestored-flags]}}

// An address is no dereference.
void address_only(void)
{
	struct queue *q = the_queue;
	int *length;

	local_irq_disable();
	length = &q->length;
	if (q)
		local_irq_enable();
	*length = 0;
} // expected-warning {{address_only() returns with interrupts disabled by local_irq_disable() on line 97 on this path, though not on others; call local_irq_enable() before the return [pvops-unrestored-flags]}}

// The guard's pointer is not the one that is dereferenced.
void guard_of_another(int cpu, struct queue *other)
{
	struct queue *q = queues[cpu];
	struct guarded g __attribute__((cleanup(guard_end))) = guard_begin(q);

	other->length = 0;
} // expected-warning {{guard_of_another() returns with interrupts disabled by local_irq_disable() on this path, though not on others; call local_irq_enable() before the return [pvops-unrestored-flags]}}

// Computed from an address, nothing is null.
void guard_without_a_use(int cpu)
{
	struct queue *q = (struct queue *)((unsigned long)&first_queue + offset_of[cpu]);
	struct guarded g __attribute__((cleanup(guard_end))) = guard_begin(q);
}

typedef struct guarded class_queue_irq_t;
static inline class_queue_irq_t class_queue_irq_constructor(struct queue *q)
{
	return guard_begin(q);
}

// A guard of <linux/cleanup.h> locks what it is given.
void guard_of_a_lock(int cpu)
{
	class_queue_irq_t g __attribute__((cleanup(guard_end))) = class_queue_irq_constructor(queues[cpu]);
}

// A constructor by hand may look first.
void no_guard_of_a_lock(int cpu)
{
	struct guarded g __attribute__((cleanup(guard_end))) = guard_begin(queues[cpu]);
} // expected-warning {{no_guard_of_a_lock() returns with interrupts disabled by local_irq_disable() on this path, though not on others; call local_irq_enable() before the return [pvops-unrestored-flags]}}

// The distance between two is a number.
void distance(void)
{
	unsigned long between = (unsigned long)the_queue - (unsigned long)&first_queue;

	local_irq_disable();
	if (between)
		local_irq_enable();
} // expected-warning {{distance() returns with interrupts disabled by local_irq_disable() on line 143 on this path, though not on others; call local_irq_enable() before the return [pvops-unrestored-flags]}}
