// RUN: %verify %s
// RUN: %verify19 %s

// A helper finds an object, locks it and returns it. What it has looked at there is known to its
// caller, in whichever round it was found, and whether it is returned or left behind a pointer.

#include "kernel.h"

struct group {
	spinlock_t lock;
	int users;
};
struct channel {
	struct group *group;
	struct channel *next;
	int type;
};
extern struct channel *first(void);

static struct channel *find_locked(int type, unsigned long *flags)
{
	struct channel *c;

	for (c = first(); c; c = c->next)
		if (c->type == type) {
			spin_lock_irqsave(&c->group->lock, *flags);
			return c;
		}
	return NULL;
}

int has_a_group(int type)
{
	unsigned long flags;
	struct channel *c = find_locked(type, &flags);

	if (!c)
		return -19;
	if (c->group)
		spin_unlock_irqrestore(&c->group->lock, flags);
	return 0;
}

int is_of_that_type(int type)
{
	unsigned long flags;
	struct channel *c = find_locked(type, &flags);

	if (!c)
		return -19;
	if (c->type == type)
		spin_unlock_irqrestore(&c->group->lock, flags);
	return 0;
}

static struct channel *next_locked(unsigned long *flags)
{
	struct channel *c = first();

	if (!c)
		return NULL;
	spin_lock_irqsave(&c->next->group->lock, *flags);
	return c->next;
}

int next_has_a_group(void)
{
	unsigned long flags;
	struct channel *c = next_locked(&flags);

	if (!c)
		return -19;
	if (c->group)
		spin_unlock_irqrestore(&c->group->lock, flags);
	return 0;
}

/* Nothing was looked at: an error. */
int has_users(int type)
{
	unsigned long flags;
	struct channel *c = find_locked(type, &flags);

	if (!c)
		return -19;
	if (c->group->users) {
		spin_unlock_irqrestore(&c->group->lock, flags);
		return 0;
	}
	spin_unlock(&c->group->lock);
	return 1; // expected-warning {{[pvops-unrestored-flags]}}
}
