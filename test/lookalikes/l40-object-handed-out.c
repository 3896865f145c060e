// RUN: %verify %s
// RUN: %verify19 %s

// What is true of an object that a callee hands out, through a pointer or as its result, is true
// of it in the caller; and memory behind a null pointer is no other way to return.

#include "kernel.h"

struct group { spinlock_t lock; int users; };
struct chan { struct group *group; int kind; };
extern struct chan *find(int id);
void work(struct chan *c);
static inline int is_err(const void *p) { return (unsigned long)p >= (unsigned long)-4095; }

/* The group was locked, so there is one. */
static int get(int id, struct chan **found, unsigned long *flags)
{
	struct chan *c = find(id);

	if (!c)
		return -19;
	spin_lock_irqsave(&c->group->lock, *flags);
	*found = c;
	return 0;
}

int through_a_pointer(int id)
{
	unsigned long flags;
	struct chan *c;

	if (get(id, &c, &flags))
		return -19;
	if (c->group)
		spin_unlock_irqrestore(&c->group->lock, flags);
	return 0;
}

/* Of its kind nothing is known. */
int through_a_pointer_wrong(int id)
{
	unsigned long flags;
	struct chan *c;

	if (get(id, &c, &flags))
		return -19;
	if (c->kind)
		spin_unlock_irqrestore(&c->group->lock, flags);
	return 0; // expected-warning {{through_a_pointer_wrong() returns with interrupts disabled}}
}

/* Error pointers say that there is no section: the other result is none. */
static struct chan *lookup(int id, unsigned long *flags)
{
	struct chan *c = find(id);

	if (!c)
		return (void *)-19L;
	local_irq_save(*flags);
	return c;
}

int as_the_result(int id)
{
	unsigned long flags;
	struct chan *c = lookup(id, &flags);

	if (is_err(c))
		return -19;
	local_irq_restore(flags);
	return 0;
}

int as_the_result_wrong(int id)
{
	unsigned long flags;
	struct chan *c = lookup(id, &flags);

	if (is_err(c))
		return -19;
	if (c->kind)
		return -16; // expected-warning {{as_the_result_wrong() returns with interrupts disabled}}
	local_irq_restore(flags);
	return 0;
}

/* Who wants to know gets the number; who does not has no memory for one. */
static void enter(struct group *g, unsigned long *flags, int *locked)
{
	spin_lock_irqsave(&g->lock, *flags);
	if (locked)
		*locked = 1;
}

void told(struct group *g)
{
	unsigned long flags;
	int locked = 0;

	enter(g, &flags, &locked);
	if (locked)
		spin_unlock_irqrestore(&g->lock, flags);
}

void told_wrong(struct group *g)
{
	unsigned long flags;
	int locked = 0;

	enter(g, &flags, &locked);
	if (!locked)
		spin_unlock_irqrestore(&g->lock, flags);
} // expected-warning {{told_wrong() returns with interrupts disabled}}

void not_told(struct group *g)
{
	unsigned long flags;

	enter(g, &flags, NULL);
	g->users++;
	spin_unlock_irqrestore(&g->lock, flags);
}
