// RUN: %verify %s
// RUN: %verify19 %s
//
// C3 in an interrupt handler, whose unit says that it is one: whatever turns
// interrupts on there is wrong, with and without a disable before it.

#include "kernel.h"

struct dev {
	spinlock_t lock;
	int n;
};

typedef int handler_t(int irq, void *data);
extern int request_irq(unsigned int irq, handler_t *handler,
		       unsigned long flags, const char *name, void *data);
extern void work(struct dev *d);

struct irqaction {
	handler_t *handler;
	handler_t *thread_fn;
};

static void enables(void)
{
	local_irq_enable(); // expected-warning {{local_irq_enable() enables interrupts, but enables() is reachable from on_enable(), entered with them disabled (a hard interrupt handler); keep them disabled [pvops-unconditional-enable, proven]}}
}

static int on_enable(int irq, void *data)
{
	enables();
	work(data);
	return 1;
}

static int on_pair(int irq, void *data)
{
	struct dev *d = data;

	local_irq_disable();
	d->n++;
	local_irq_enable(); // expected-warning {{local_irq_enable() enables interrupts unconditionally, but on_pair() is entered with them disabled (a hard interrupt handler); use irqsave/irqrestore [pvops-unconditional-enable, proven]}}
	return 1;
}

static void opens(struct dev *d)
{
	spin_unlock_irq(&d->lock); // expected-warning {{spin_unlock_irq() enables interrupts, but opens() is reachable from on_section(), entered with them disabled (a hard interrupt handler); keep them disabled [pvops-unconditional-enable, proven]}}
	work(d);
	spin_lock_irq(&d->lock);
}

static int on_section(int irq, void *data)
{
	struct dev *d = data;
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	opens(d);
	spin_unlock_irqrestore(&d->lock, flags);
	return 1;
}

/* By a table. */
static int on_table(int irq, void *data)
{
	local_irq_enable(); // expected-warning {{local_irq_enable() enables interrupts unconditionally, but on_table() is entered with them disabled (a hard interrupt handler); keep them disabled [pvops-unconditional-enable, proven]}}
	work(data);
	local_irq_disable();
	return 1;
}

static int in_thread(int irq, void *data)
{
	struct dev *d = data;

	spin_lock_irq(&d->lock);
	d->n++;
	spin_unlock_irq(&d->lock);
	return 1;
}

const struct irqaction action = { .handler = on_table, .thread_fn = in_thread };

static int on_right(int irq, void *data)
{
	struct dev *d = data;

	spin_lock(&d->lock);
	d->n++;
	spin_unlock(&d->lock);
	return 1;
}

/* Called by who took the lock with _irq: it was on before. */
static void reopens(struct dev *d)
{
	spin_unlock_irq(&d->lock);
	work(d);
	spin_lock_irq(&d->lock);
}

void flush(struct dev *d)
{
	spin_lock_irq(&d->lock);
	reopens(d);
	spin_unlock_irq(&d->lock);
}

int start(struct dev *d)
{
	return request_irq(1, on_enable, 0, "1", d) |
	       request_irq(2, on_pair, 0, "2", d) |
	       request_irq(3, on_section, 0, "3", d) |
	       request_irq(4, on_right, 0, "4", d);
}
