// RUN: %verify %s
// RUN: %verify19 %s
//
// Each way out of a scope ends the guards in it, the last one first.  Before
// 18, Clang's control-flow graph has no calls of cleanup functions: they are
// where lifetimes end.

#include "kernel.h"

struct chip {
	raw_spinlock_t raw;
	spinlock_t lock;
	int n;
};

extern int poke(struct chip *c);

/* The inner one disables where the outer one has, and is gone before that one restores. */
void nested(struct chip *c)
{
	guard(spinlock_irq)(&c->lock);
	guard(raw_spinlock_irqsave)(&c->raw);
	c->n++;
}

void nested_the_other_way(struct chip *c)
{
	guard(raw_spinlock_irqsave)(&c->raw); // expected-warning {{[pvops-restore-disables]}}
	guard(spinlock_irq)(&c->lock);
	c->n++;
}

int nested_to_a_return(struct chip *c)
{
	guard(raw_spinlock_irqsave)(&c->raw); // expected-warning {{[pvops-restore-disables]}}
	{
		guard(spinlock_irq)(&c->lock);
		return poke(c);
	}
}

void nested_to_a_label(struct chip *c)
{
	{
		guard(raw_spinlock_irqsave)(&c->raw); // expected-warning {{[pvops-restore-disables]}}
		guard(spinlock_irq)(&c->lock);
		goto out;
	}
out:
	poke(c);
}

void nested_to_a_label_before(struct chip *c)
{
	int n = 0;
again:
	if (n++)
		return;
	{
		guard(raw_spinlock_irqsave)(&c->raw); // expected-warning {{[pvops-restore-disables]}}
		guard(spinlock_irq)(&c->lock);
		goto again;
	}
}

/* To each way out, one that is inside a section of the caller's. */
int by_return(struct chip *c)
{
	guard(raw_spinlock_irqsave)(&c->raw);
	if (c->n)
		return poke(c);
	c->n++;
	return 0;
}

void by_goto(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	{
		guard(raw_spinlock_irq)(&c->raw);
		goto out;
	}
out:
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

int by_goto_that_stays(struct chip *c)
{
	guard(raw_spinlock_irqsave)(&c->raw);
	if (c->n)
		goto out;
	poke(c);
out:
	return c->n;
}

void by_goto_back(struct chip *c)
{
	unsigned long flags;

again:
	{
		guard(raw_spinlock_irqsave)(&c->raw);
		if (poke(c))
			goto again;
	}
	spin_lock_irqsave(&c->lock, flags);
	c->n++;
	spin_unlock_irqrestore(&c->lock, flags);
}

void by_break(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	for (;;) {
		guard(raw_spinlock_irq)(&c->raw);
		break;
	}
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void by_continue(struct chip *c)
{
	unsigned long flags;
	int n = 0;

	spin_lock_irqsave(&c->lock, flags);
	while (n++ < 1) {
		guard(raw_spinlock_irq)(&c->raw);
		continue;
	}
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void by_break_and_continue(struct chip *c)
{
	for (int n = 0; n < 10; n++) {
		guard(raw_spinlock_irqsave)(&c->raw);
		if (c->n == n)
			continue;
		if (poke(c))
			break;
	}
	do {
		guard(raw_spinlock_irqsave)(&c->raw);
		if (c->n)
			continue;
		c->n++;
	} while (poke(c));
}

void by_break_of_a_switch(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	switch (c->n) {
	default: {
		guard(raw_spinlock_irq)(&c->raw);
		break;
	}
	}
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

int by_cases(struct chip *c)
{
	switch (c->n) {
	case 1: {
		guard(raw_spinlock_irqsave)(&c->raw);
		if (poke(c))
			break;
		fallthrough;
	}
	case 2: {
		guard(raw_spinlock_irqsave)(&c->raw);
		return poke(c);
	}
	}
	return 0;
}

/* Statement expressions are scopes. */
int by_the_end_of_an_expression(struct chip *c)
{
	unsigned long flags;
	int n;

	spin_lock_irqsave(&c->lock, flags);
	n = ({ guard(raw_spinlock_irq)(&c->raw); c->n; });
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return n;
}

int out_of_an_expression(struct chip *c)
{
	guard(spinlock_irq)(&c->lock);
	return ({
		guard(raw_spinlock_irqsave)(&c->raw);
		if (poke(c))
			return 1;
		c->n;
	});
}

/* A jump into a scope, of which only plain variables are the contents. */
void into_a_scope(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	{
		int before = poke(c);

again:
		if (before == c->n)
			goto out;
	}
	{
		int n = 1;
		guard(raw_spinlock_irq)(&c->raw);

		if (poke(c) == n)
			goto again;
	}
out:
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

int into_a_loop(struct chip *c)
{
	guard(raw_spinlock_irqsave)(&c->raw);
	for (int n = c->n; n; n--) {
inside:
		if (poke(c))
			return n;
	}
	{
		int n = poke(c);
		guard(spinlock)(&c->lock);

		if (n)
			goto inside;
	}
	return 0;
}

/* What is not automatic has no scope to leave. */
int not_automatic(struct chip *c)
{
	static int seen;
	extern int known;

	guard(raw_spinlock_irqsave)(&c->raw);
	if (seen++)
		return known;
	return 0;
}
