// RUN: %verify %s
// RUN: %verify19 %s

// The elements of an array are one place to pvlint, and two of them need not be the same: a loop
// over an array, with a pointer or an index, has rounds.

#include "kernel.h"

struct state { int order; struct state *next; };
extern struct state states[4];
extern int num_states, order[8];

static struct state *find(int wanted)
{
	struct state *s;

	for (s = states; s < &states[num_states]; s++)
		if (s->order == wanted)
			return s;
	return NULL;
}

void found(spinlock_t *lock, int wanted)
{
	unsigned long flags;
	struct state *s = find(wanted);

	spin_lock_irqsave(lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (s)
		return; // expected-warning {{[pvops-unrestored-flags]}}
	spin_unlock_irqrestore(lock, flags);
}

void leaves_the_loop(spinlock_t *lock, int wanted)
{
	unsigned long flags;
	struct state *s;

	spin_lock_irqsave(lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	for (s = &states[0]; s != &states[4]; s++) // expected-note {{with 's != &states[4]'}}
		if (s->order == wanted) // expected-note {{with 's->order' == 'wanted'}}
			return; // expected-warning {{[pvops-unrestored-flags]}}
	spin_unlock_irqrestore(lock, flags);
}

void compares_two(spinlock_t *lock, int a, int b)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (order[a] != order[b]) // expected-note {{with 'order[a] != order[b]'}}
		return; // expected-warning {{[pvops-unrestored-flags]}}
	spin_unlock_irqrestore(lock, flags);
}

void compares_with_itself(spinlock_t *lock, struct state *s)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (s->order != s->order)
		return;
	spin_unlock_irqrestore(lock, flags);
}
