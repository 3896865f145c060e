// RUN: %verify %s
// RUN: %verify19 %s

// What a callee dereferences of the object that it returns is not null for the caller either, as
// if the object had been a parameter: the early return is never taken with the lock held. But
// another field may be null.

#include "kernel.h"

struct group { spinlock_t lock; int users; };
struct channel { struct group *group, *spare; };
struct channel *find(int id);

static struct channel *get(int id, unsigned long *word)
{
	unsigned long flags;
	struct channel *ch = find(id);

	if (!ch)
		return NULL;
	spin_lock_irqsave(&ch->group->lock, flags);
	*word = flags;
	return ch;
}

int use(int id)
{
	unsigned long flags;
	struct channel *ch = get(id, &flags);
	struct group *g;

	if (!ch)
		return -1;
	g = ch->group;
	if (!g)
		return -2;
	g->users++;
	spin_unlock_irqrestore(&g->lock, flags);
	return 0;
}

void use_each(int n)
{
	unsigned long flags;
	struct channel *ch;

	while (n--) {
		ch = get(n, &flags);
		if (!ch)
			continue;
		if (!ch->group)
			return;
		ch->group->users++;
		spin_unlock_irqrestore(&ch->group->lock, flags);
	}
}

int use_spare(int id)
{
	unsigned long flags;
	struct channel *ch = get(id, &flags);

	if (!ch)
		return -1;
	if (!ch->spare)
		return -2; // expected-warning {{[pvops-unrestored-flags]}}
	ch->spare->users++;
	spin_unlock_irqrestore(&ch->group->lock, flags);
	return 0;
}
