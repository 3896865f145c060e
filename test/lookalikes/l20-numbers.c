// RUN: %verify %s
// RUN: %verify19 %s

// What arithmetic and comparisons say of numbers that are not known.

#include "spinlock.h"
#include "sched.h"

extern unsigned int count(void);
static spinlock_t lock;
static int users;

static void wait_for(unsigned long turns)
{
	if (turns)
		msleep(turns);
}

static void reset(unsigned int can_sleep)
{
	wait_for(20 * can_sleep);
	wait_for(3 * 20 * can_sleep);
}

// Any multiple of 0 is 0.
void no_turns(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	reset(0);
	spin_unlock_irqrestore(&lock, flags);
}

void some_turns(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	reset(1);
	spin_unlock_irqrestore(&lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

// More than any unsigned number is more than 0.
void more_than(unsigned int limit)
{
	unsigned long flags;
	unsigned int n = count();

	if (n)
		spin_lock_irqsave(&lock, flags);
	users++;
	if (n > limit) {
		spin_unlock_irqrestore(&lock, flags);
		return;
	}
	if (n)
		spin_unlock_irqrestore(&lock, flags);
}

// A path that ends in "unreachable" ends there.
void never_both(void)
{
	unsigned long flags;
	int done;

	local_irq_save(flags);
	done = count();
	if (done)
		local_irq_restore(flags);
	if (done)
		__builtin_unreachable();
	users++;
	local_irq_restore(flags);
}

void both(void)
{
	unsigned long flags;
	int done;

	local_irq_save(flags);
	done = count();
	if (done)
		local_irq_restore(flags); // expected-warning {{[pvops-foreign-flags, proven]}}
	users++;
	local_irq_restore(flags);
}
