// RUN: %verify %s
// RUN: %verify19 %s

// Look, lock, look again: another CPU may have been faster, so the inner branch is taken too. What
// nobody looks at twice in vain stays as it was seen: a lock and its unlock behind the same field
// are a pair.

#include "kernel.h"

struct box {
	spinlock_t lock, other;
	int state, irqs_are_off;
	struct box *next;
	unsigned long seq;
};
void work(struct box *b);
void msleep(unsigned int msecs);

void looks_again(struct box *b)
{
	unsigned long flags;

	if (b->state)
		return;
	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (b->state) { // expected-note {{with 'b->state' nonzero}}
		spin_unlock_irq(&b->lock); // expected-note {{interrupts enabled here by spin_unlock_irq()}}
		spin_unlock_irqrestore(&b->lock, flags); // expected-warning {{[pvops-restore-disables]}}
		return;
	}
	b->state = 1;
	spin_unlock_irqrestore(&b->lock, flags);
}

void compares_with_what_it_was(struct box *b)
{
	unsigned long flags;
	struct box *next = b->next;

	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (b->next != next) // expected-note {{with 'b->next' != 'next'}}
		return; // expected-warning {{[pvops-unrestored-flags]}}
	b->next = 0;
	spin_unlock_irqrestore(&b->lock, flags);
}

void which_of_three(struct box *b)
{
	unsigned long flags;

	if (b->state != 1)
		return;
	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	switch (b->state) {
	case 1:
		break;
	case 2:
		return; // expected-warning {{[pvops-unrestored-flags]}}
	default:
		break;
	}
	spin_unlock_irqrestore(&b->lock, flags);
}

void after_a_relock(struct box *b)
{
	unsigned long flags;

	spin_lock_irqsave(&b->lock, flags);
	while (b->state) {
		spin_unlock_irqrestore(&b->lock, flags);
		work(b);
		spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
		if (!b->state)
			return; // expected-warning {{[pvops-unrestored-flags]}}
	}
	spin_unlock_irqrestore(&b->lock, flags);
}

void taken_and_released_by_a_field(struct box *b)
{
	unsigned long flags;

	if (b->irqs_are_off)
		spin_lock(&b->lock);
	else
		spin_lock_irqsave(&b->lock, flags);
	work(b);
	if (b->irqs_are_off)
		spin_unlock(&b->lock);
	else
		spin_unlock_irqrestore(&b->lock, flags);
}

void nothing_came_between(struct box *b)
{
	unsigned long flags;

	spin_lock_irqsave(&b->lock, flags);
	if (b->seq)
		b->state = 0;
	if (b->irqs_are_off) {
		if (!b->irqs_are_off)
			return;
	}
	spin_unlock_irqrestore(&b->lock, flags);
}

void its_own_variable(int state)
{
	unsigned long flags;
	struct box mine = { .state = state };

	if (mine.state)
		return;
	local_irq_save(flags);
	if (mine.state)
		return;
	local_irq_restore(flags);
}

void looks_at_a_bit_again(struct box *b)
{
	unsigned long flags;

	if (!(b->seq & 2))
		return;
	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (!(b->seq & 2)) // expected-note {{with 'b->seq & 2' zero}}
		return; // expected-warning {{[pvops-unrestored-flags]}}
	spin_unlock_irqrestore(&b->lock, flags);
}

void compares_again(struct box *b)
{
	unsigned long flags;

	if (b->state > b->irqs_are_off)
		return;
	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (b->state > b->irqs_are_off) // expected-note {{with 'b->state' > 'b->irqs_are_off'}}
		return; // expected-warning {{[pvops-unrestored-flags]}}
	spin_unlock_irqrestore(&b->lock, flags);
}

static inline int is_alone(struct box *b)
{
	return b->next == b;
}

void asks_again(struct box *b)
{
	unsigned long flags;

	if (is_alone(b))
		return;
	spin_lock_irqsave(&b->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	if (is_alone(b)) // expected-note {{with 'is_alone(b)' nonzero}}
		return; // expected-warning {{[pvops-unrestored-flags]}}
	spin_unlock_irqrestore(&b->lock, flags);
}
