// RUN: %verify %s
// RUN: %verify19 %s

// Which lock is taken hangs on a field of the object of this round. When rounds meet, the variable
// leads to one of many objects, and what is known of this round's is known of that one.

#include "kernel.h"

int work(void);
struct sub { int nonatomic, kind; spinlock_t lock; struct mutex m; struct sub *next, *peer; };

void in_each_round(struct sub *s, int cmd)
{
	unsigned long flags;
	int ret = 0;

	for (; s; s = s->next) {
		if (s->nonatomic)
			mutex_lock(&s->m);
		else
			spin_lock_irqsave(&s->lock, flags);
		if (cmd)
			ret = work();
		if (s->nonatomic)
			mutex_unlock(&s->m);
		else
			spin_unlock_irqrestore(&s->lock, flags);
		if (ret)
			break;
	}
}

void by_a_field_of_a_field(struct sub *s, int cmd, int how)
{
	unsigned long flags;
	int ret = 0, more = 0;

	while (s) {
		if (s->peer->kind & 4)
			spin_lock_irqsave(&s->lock, flags);
		if (cmd)
			ret = work();
		if (how)
			more = work();
		if (s->peer->kind & 4)
			spin_unlock_irqrestore(&s->lock, flags);
		if (ret || more)
			break;
		s = s->next;
	}
}

void of_the_next_object(struct sub *s, int cmd)
{
	unsigned long flags;
	int ret = 0;

	for (; s; s = s->next) {
		if (s->nonatomic)
			continue;
		spin_lock_irqsave(&s->lock, flags); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
		if (cmd)
			ret = work();
		s = s->next;
		if (s->nonatomic) // expected-note {{with 's->nonatomic' nonzero}}
			return; // expected-warning {{[pvops-unrestored-flags]}}
		spin_unlock_irqrestore(&s->lock, flags);
		if (ret)
			break;
	}
}
