// RUN: %verify %s
// RUN: %verify19 %s

// A function that interrupt handlers and threads call asks which of them it is.

#include "kernel.h"
#include "sched.h"

extern int preempt_count(void);
#define in_task() (!(preempt_count() & 0x1fff00))
#define in_interrupt() (preempt_count() & 0x1fff00)
extern int in_atomic(void);
extern int request_irq(unsigned int irq, int (*handler)(int, void *), unsigned long flags,
		       const char *name, void *dev);

struct dev { spinlock_t lock; int n; };

static void pause(struct dev *d)
{
	if (in_interrupt())
		udelay(10);
	else
		msleep(1);
}

static void count(struct dev *d)
{
	if (in_task()) {
		spin_lock_irq(&d->lock);
		d->n++;
		spin_unlock_irq(&d->lock);
	} else {
		spin_lock(&d->lock);
		d->n++;
		spin_unlock(&d->lock);
	}
}

static void wait(struct dev *d)
{
	if (!in_atomic())
		schedule();
}

static int isr(int irq, void *data)
{
	pause(data);
	count(data);
	wait(data);
	return 1;
}

int probe(struct dev *d)
{
	pause(d);
	count(d);
	return request_irq(1, isr, 0, "dev", d);
}

// The other way round.
static int isr_inverted(int irq, void *data)
{
	if (in_interrupt())
		msleep(1); // expected-warning {{msleep() may sleep, but isr_inverted() is entered with interrupts disabled}}
	return 1;
}

int probe_inverted(struct dev *d)
{
	return request_irq(1, isr_inverted, 0, "dev", d);
}

// Something else is asked.
static int isr_if_set(int irq, void *data)
{
	struct dev *d = data;

	if (d->n)
		msleep(1); // expected-warning {{msleep() may sleep, but isr_if_set() is entered with interrupts disabled}}
	return 1;
}

int probe_if_set(struct dev *d)
{
	return request_irq(1, isr_if_set, 0, "dev", d);
}
