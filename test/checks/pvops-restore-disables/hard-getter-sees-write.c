// A getter looks at memory that the function itself has written since: the two answers differ, and the branch is taken.
// RUN: not %pvlint check %s -- -I%inputs | FileCheck %s --implicit-check-not=warning:
#include "kernel.h"

struct part { int users, more; spinlock_t lock; };
static int users(struct part *p) { return p->users; }
static _Bool in_use(const struct part *p) { return p->users + p->more; }
static inline int asks_getter(struct part *p) { return users(p) > 3; }
void touch(struct part *p);

void bad_value(struct part *p, int n)
{
	unsigned long flags;
	int was;

	spin_lock_irqsave(&p->lock, flags);
	was = users(p);
	p->users += n;
	if (was != users(p)) {
		spin_unlock_irq(&p->lock);
		touch(p);
		spin_lock(&p->lock);
	}
	// CHECK: [[@LINE+1]]:2: warning: spin_unlock_irqrestore() restores flags with interrupts enabled: {{.*}} [pvops-restore-disables]
	spin_unlock_irqrestore(&p->lock, flags);
}

void bad_predicate(struct part *p, int n)
{
	unsigned long flags;
	_Bool was;

	spin_lock_irqsave(&p->lock, flags);
	was = in_use(p);
	p->more -= n;
	if (was != in_use(p)) {
		spin_unlock_irq(&p->lock);
		touch(p);
		spin_lock(&p->lock);
	}
	// CHECK: [[@LINE+1]]:2: warning: spin_unlock_irqrestore() restores flags with interrupts enabled: {{.*}} [pvops-restore-disables]
	spin_unlock_irqrestore(&p->lock, flags);
}

void bad_deeper(struct part *p, int n)
{
	unsigned long flags;
	int was;

	spin_lock_irqsave(&p->lock, flags);
	was = asks_getter(p);
	p->users = n;
	if (was != asks_getter(p)) {
		spin_unlock_irq(&p->lock);
		touch(p);
		spin_lock(&p->lock);
	}
	// CHECK: [[@LINE+1]]:2: warning: spin_unlock_irqrestore() restores flags with interrupts enabled: {{.*}} [pvops-restore-disables]
	spin_unlock_irqrestore(&p->lock, flags);
}

// Nothing it reads was written: the answer is the same.
void good_other_field(struct part *p, int n)
{
	unsigned long flags;
	int was;

	spin_lock_irqsave(&p->lock, flags);
	was = users(p);
	p->more += n;
	if (was != users(p)) {
		spin_unlock_irq(&p->lock);
		touch(p);
		spin_lock(&p->lock);
	}
	spin_unlock_irqrestore(&p->lock, flags);
}

// What is written decides which way it goes, both times.
void good_written(struct part *p)
{
	unsigned long flags;

	p->users = 0;
	if (users(p))
		spin_lock_irqsave(&p->lock, flags);
	touch(p);
	p->users = 0;
	if (users(p))
		spin_unlock_irqrestore(&p->lock, flags);
}
