// RUN: %verify %s
// RUN: %verify19 %s
//
// A sleep with interrupts off is wrong whatever turned them off, and whether or not a word is
// restored later. What is restored behind the sleep is told at the restore.

#include "kernel.h"
#include "sched.h"

extern void *__kmalloc(unsigned long n, unsigned int flags);
extern int ready(void);

struct nic {
	spinlock_t lock, other;
	struct mutex *m;
	int up, mode;
	void *ring;
};

void no_word(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	msleep(20); // expected-warning {{msleep() may sleep with interrupts disabled by spin_lock_irq() on line 22: the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]}}
	spin_unlock_irq(&nic->lock);
}

void cpu_alone(struct nic *nic)
{
	local_irq_disable();
	schedule(); // expected-warning {{schedule() may sleep with interrupts disabled by local_irq_disable() on line 29: the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]}}
	local_irq_enable();
}

/* Told at the restore, once. */
void word(struct nic *nic)
{
	unsigned long flags;

	spin_lock_irqsave(&nic->lock, flags);
	msleep(20);
	spin_unlock_irqrestore(&nic->lock, flags); // expected-warning {{msleep() on line 40 may sleep with interrupts disabled and a lock held, in the section that spin_unlock_irqrestore() ends; sleep outside the section [pvops-restore-disables]}}
}

/* The word is lost. */
void word_lost(struct nic *nic)
{
	unsigned long flags;

	spin_lock_irqsave(&nic->lock, flags);
	msleep(20); // expected-warning {{[pvops-sleeps-disabled, proven]}}
	spin_unlock_irq(&nic->lock);
}

void allocates(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	nic->ring = __kmalloc(8, 0xcc0u); // expected-warning {{__kmalloc() may sleep with interrupts disabled by spin_lock_irq() on line 56: the rest of the section runs with them enabled; use GFP_ATOMIC, or allocate before [pvops-sleeps-disabled, proven]}}
	spin_unlock_irq(&nic->lock);
}

static void lock(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
}

void locked_by_helper(struct nic *nic)
{
	lock(nic);
	msleep(1); // expected-warning {{msleep() may sleep with interrupts disabled by spin_lock_irq() on line 63 in lock(): the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]}}
	spin_unlock_irq(&nic->lock);
}

/* Some functions take a mutex or allocate before anything else. */
struct idr;
struct sk_buff;
extern int request_threaded_irq(unsigned int irq, int (*handler)(int, void *), int (*thread)(int, void *),
				unsigned long flags, const char *name, void *dev);
extern int idr_alloc(struct idr *idr, void *p, int start, int end, unsigned int gfp);
extern void *krealloc(const void *p, unsigned long size, unsigned int gfp);
extern struct sk_buff *skb_clone(struct sk_buff *skb, unsigned int gfp);

void everyday(struct nic *nic, struct idr *idr, struct sk_buff *skb)
{
	spin_lock_irq(&nic->lock);
	request_threaded_irq(1, NULL, NULL, 0, "nic", nic); // expected-warning {{request_threaded_irq() may sleep}}
	spin_unlock_irq(&nic->lock);
	spin_lock_irq(&nic->lock);
	idr_alloc(idr, nic, 0, 0, 0xcc0u); // expected-note {{also here: idr_alloc() may sleep}}
	spin_unlock_irq(&nic->lock);
	spin_lock_irq(&nic->lock);
	nic->ring = krealloc(nic->ring, 8, 0xcc0u); // expected-note {{also here: krealloc() may sleep}}
	spin_unlock_irq(&nic->lock);
	spin_lock_irq(&nic->lock);
	skb_clone(skb, 0xcc0u); // expected-note {{also here: skb_clone() may sleep}}
	idr_alloc(idr, nic, 0, 0, 0x820u);
	skb_clone(skb, 0x820u);
	spin_unlock_irq(&nic->lock);
}

/* Not an error: */

void before_and_after(struct nic *nic)
{
	msleep(1);
	spin_lock_irq(&nic->lock);
	nic->up = 1;
	spin_unlock_irq(&nic->lock);
	msleep(1);
}

void waits(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	while (!nic->up) {
		spin_unlock_irq(&nic->lock);
		schedule();
		spin_lock_irq(&nic->lock);
	}
	spin_unlock_irq(&nic->lock);
}

void atomic(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	nic->ring = __kmalloc(8, 0x20u);
	spin_unlock_irq(&nic->lock);
}

void asks(struct nic *nic)
{
	if (irqs_disabled())
		nic->up = 2;
	else
		msleep(1);
}

static void pause(struct nic *nic, int can_sleep)
{
	if (can_sleep)
		msleep(1);
}

void told(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	pause(nic, 0);
	spin_unlock_irq(&nic->lock);
	pause(nic, 1);
}

/* A mutex or a spinlock, by a field: whoever holds the one does not hold the other. */
static void lock_stream(struct nic *nic)
{
	if (nic->mode)
		mutex_lock(nic->m);
	else
		spin_lock_irq(&nic->lock);
}

static void unlock_stream(struct nic *nic)
{
	if (nic->mode)
		mutex_unlock(nic->m);
	else
		spin_unlock_irq(&nic->lock);
}

void wait_round(struct nic *nic)
{
	for (;;) {
		if (ready())
			break;
		unlock_stream(nic);
		schedule();
		lock_stream(nic);
	}
}

/* Of two streams that are linked both are in one mode. */
static void lock_other(struct nic *nic)
{
	if (nic->mode)
		mutex_lock(nic->m);
	else
		spin_lock(&nic->other);
}

void link_streams(struct nic *a, struct nic *b)
{
	lock_stream(a);
	lock_other(b);
	b->up = a->up;
}
