// RUN: %verify %s
// RUN: %verify19 %s
//
// K21: regmap's hardware spinlock (fixed by 4b58aac989c1), and the task queues
// of the Solaris porting layer.  The word is saved to a field that all users of
// the lock share, before the lock is there to keep the others out.

#include "kernel.h"

struct hwlock { spinlock_t lock; };

static inline int hw_trylock(struct hwlock *hw, unsigned long *flags)
{
	if (!spin_trylock_irqsave(&hw->lock, *flags))
		return -EBUSY;
	return 0;
}

static inline int hw_lock_timeout(struct hwlock *hw, int tries,
				  unsigned long *flags)
{
	while (tries--)
		if (!hw_trylock(hw, flags))
			return 0;
	return -ETIMEDOUT;
}

static inline void hw_unlock(struct hwlock *hw, unsigned long *flags)
{
	spin_unlock_irqrestore(&hw->lock, *flags);
}

struct map {
	struct hwlock *hw;
	spinlock_t lock;
	unsigned long flags;
};

void map_lock_bad(struct map *map)
{
	hw_lock_timeout(map->hw, 100, &map->flags); // expected-warning {{hw_lock_timeout() saves to 'flags', which is shared, before hw_lock_timeout() gets the lock; save to a local variable first [pvops-foreign-flags]}}
}

void map_unlock(struct map *map)
{
	hw_unlock(map->hw, &map->flags);
}

void map_lock_fixed(struct map *map)
{
	unsigned long flags = 0;

	hw_lock_timeout(map->hw, 100, &flags);
	map->flags = flags;
}

/* In one function. */
int map_try_bad(struct map *map)
{
	return spin_trylock_irqsave(&map->lock, map->flags); // expected-warning {{[pvops-foreign-flags]}}
}

int map_try_fixed(struct map *map)
{
	unsigned long flags;

	if (!spin_trylock_irqsave(&map->lock, flags))
		return 0;
	map->flags = flags;
	return 1;
}

void map_wait_bad(struct map *map)
{
	local_irq_save(map->flags); // expected-warning {{local_irq_save() saves to 'flags', which is shared, before spin_lock() gets the lock; save to a local variable first [pvops-foreign-flags]}}
	spin_lock(&map->lock);
}

/* The macro stores when it owns the lock. */
void map_wait_fixed(struct map *map)
{
	spin_lock_irqsave(&map->lock, map->flags);
}

static void save_there(unsigned long *flags)
{
	local_irq_save(*flags);
}

void map_save_bad(struct map *map)
{
	save_there(&map->flags); // expected-warning {{[pvops-foreign-flags]}}
	spin_lock(&map->lock);
}

/* Owned already. */
void map_second_lock(struct map *map, spinlock_t *other)
{
	spin_lock(&map->lock);
	local_irq_save(map->flags);
	spin_lock(other);
}

static spinlock_t global_lock;
static unsigned long global_flags;

void global_bad(void)
{
	local_irq_save(global_flags); // expected-warning {{[pvops-foreign-flags]}}
	spin_lock(&global_lock);
}

void global_fixed(void)
{
	spin_lock_irqsave(&global_lock, global_flags);
}

/* The record is the caller's own, on its stack. */
struct context { unsigned long flags; };

static void enter(struct context *c, struct map *map)
{
	local_irq_save(c->flags);
	spin_lock(&map->lock);
}

void with_context(struct map *map)
{
	struct context c;

	enter(&c, map);
	spin_unlock_irqrestore(&map->lock, c.flags);
}
