// RUN: %verify %s
// RUN: %verify19 %s
//
// A callee's sleep counts as its enable would: on one path, for any result, and
// with constant allocation flags. What a parameter decides is asked at the call.

#include "kernel.h"
#include "sched.h"

extern int ready(int id);

static spinlock_t lock;

static int fails_or_sleeps(int id)
{
	if (ready(id))
		return -1;
	msleep(4);
	return 0;
}

void fails(int id)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	fails_or_sleeps(id);
	spin_unlock_irqrestore(&lock, flags); // expected-warning {{msleep() in fails_or_sleeps() may sleep with interrupts disabled and a lock held, in the section that spin_unlock_irqrestore() ends; sleep outside the section [pvops-restore-disables]}}
}

static int same_result(int id)
{
	if (ready(id))
		return 0;
	msleep(4);
	return 0;
}

void same(int id)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	same_result(id);
	spin_unlock_irqrestore(&lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

static void no_result(int id)
{
	if (ready(id))
		return;
	msleep(4);
}

void none(int id)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	no_result(id);
	spin_unlock_irqrestore(&lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

static void if_told(int id, int may)
{
	if (!may)
		return;
	msleep(4);
}

void told_not(int id)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	if_told(id, 0);
	spin_unlock_irqrestore(&lock, flags);
}

void told(int id)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	if_told(id, 1);
	spin_unlock_irqrestore(&lock, flags); // expected-warning {{[pvops-restore-disables]}}
}
