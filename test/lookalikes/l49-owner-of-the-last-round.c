// RUN: %verify %s
// RUN: %verify19 %s

// The lock of one owner is kept while the owner stays the same, and who the owner is a call tells.
// That it is not null is known since its lock was taken.

#include "kernel.h"

struct zone { spinlock_t lock; int count; };
struct page { struct page *next; int order; };

struct zone *zone_of(struct page *p);
int more(void);

void same_owner(struct page *p)
{
	struct zone *locked = NULL;
	unsigned long flags;

	for (; p; p = p->next) {
		struct zone *zone = zone_of(p);

		if (zone != locked) {
			if (locked)
				spin_unlock_irqrestore(&locked->lock, flags);
			spin_lock_irqsave(&zone->lock, flags);
			locked = zone;
		}
		locked->count++;
	}
	if (locked)
		spin_unlock_irqrestore(&locked->lock, flags);
}

void a_new_one_each_round(struct page *p)
{
	struct zone *locked = NULL;
	unsigned long flags;

	while (more()) {
		struct zone *zone = zone_of(p);

		if (locked)
			spin_unlock_irqrestore(&locked->lock, flags);
		spin_lock_irqsave(&zone->lock, flags);
		locked = zone;
	}
	if (locked)
		spin_unlock_irqrestore(&locked->lock, flags);
}

void for_interrupts(struct page *p)
{
	struct zone *locked = NULL;

	while (more()) {
		struct zone *zone = zone_of(p);

		if (zone == locked)
			continue;
		if (locked)
			spin_unlock_irq(&locked->lock);
		locked = zone;
		spin_lock_irq(&locked->lock);
	}
	if (locked)
		spin_unlock_irq(&locked->lock);
}

// The one before is not released when the owner changes.
void not_released(struct page *p)
{
	struct zone *locked = NULL;
	unsigned long flags;

	while (more()) {
		struct zone *zone = zone_of(p);

		if (zone != locked) {
			spin_lock_irqsave(&zone->lock, flags); // expected-warning {{spin_lock_irqsave() overwrites 'flags'}}
			locked = zone;
		}
	}
	if (locked)
		spin_unlock_irqrestore(&locked->lock, flags);
}
