// RUN: %verify %s
// RUN: %verify19 %s

// Whether there is a lock is handed out by a callee: as an error pointer, in a variable of the
// caller's, in a field of its record.

#include "kernel.h"

struct d { spinlock_t l; int n; struct d *next; };
extern struct d *find(int id);
static inline int is_err(const void *p) { return (unsigned long)p >= (unsigned long)-4095; }

static struct d *get(int id, unsigned long *f)
{
	struct d *d = find(id);
	if (is_err(d))
		return d;
	local_irq_save(*f);
	return d;
}

int isErr(int id)
{
	unsigned long f;
	struct d *d = get(id, &f);
	if (is_err(d))
		return -1;
	local_irq_restore(f);
	return 0;
}

static void en(struct d *d, unsigned long *f, int *irq)
{
	spin_lock_irqsave(&d->l, *f);
	*irq = 1;
}

void outp(struct d *d)
{
	unsigned long f;
	int irq = 0;
	en(d, &f, &irq);
	if (irq)
		spin_unlock_irqrestore(&d->l, f);
}

struct ctx { int irq; unsigned long flags; };
static void en2(struct d *d, struct ctx *c)
{
	unsigned long f;
	spin_lock_irqsave(&d->l, f);
	c->flags = f;
	c->irq = 1;
}

void rec(struct d *d)
{
	struct ctx c = {0};
	en2(d, &c);
	if (c.irq)
		spin_unlock_irqrestore(&d->l, c.flags);
}

static void en3(struct d *d, unsigned long *f, bool *irq)
{
	*irq = 0;
	if (d->n)
		return;
	spin_lock_irqsave(&d->l, *f); // expected-note {{flags saved and interrupts disabled here by spin_lock_irqsave()}}
	*irq = 1;
}

void outp3(struct d *d)
{
	unsigned long f;
	bool irq;
	en3(d, &f, &irq);
	d->n = 4;
	if (irq)
		spin_unlock_irqrestore(&d->l, f);
}

void outp_bad(struct d *d)
{
	unsigned long f;
	bool irq;
	en3(d, &f, &irq); // expected-note {{outp_bad() calls en3() here}}
	d->n = 4;
	if (!irq)
		spin_unlock_irqrestore(&d->l, f); // expected-warning {{[pvops-foreign-flags]}}
} // expected-warning {{[pvops-unrestored-flags]}}
