// RUN: %verify %s
// RUN: %verify19 %s

// Something else is restored than the flags that were saved, and nothing looks
// at those any more.

#include "kernel.h"

struct ctx { unsigned long saved; };
struct dev { spinlock_t lock, tx; int n; unsigned long opts; u32 mask; struct ctx *c; };
extern void *memcpy(void *to, const void *from, size_t n);
extern void dev_lock(struct dev *d, unsigned long *flags);
extern int dev_poll(struct dev *d);

// A parameter.
void parameter(struct dev *d, unsigned long opts)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags); // expected-note {{flags saved here by spin_lock_irqsave()}}
	d->n = opts;
	spin_unlock_irqrestore(&d->lock, opts); // expected-warning {{spin_unlock_irqrestore() restores 'opts', not the flags saved by spin_lock_irqsave() on line 20: interrupts end up in a random state; restore 'flags'}}
}

// A field.
void field(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags); // expected-note {{flags saved here by spin_lock_irqsave()}}
	d->n++;
	spin_unlock_irqrestore(&d->lock, d->opts); // expected-warning {{restores 'opts', not the flags saved}}
}

// The variable itself, overwritten.
void overwritten(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags); // expected-note {{flags saved here by spin_lock_irqsave()}}
	flags = d->mask;
	d->n = flags;
	spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{spin_unlock_irqrestore() restores 'flags', which was overwritten after spin_lock_irqsave() on line 40 saved flags there}}
}

// Another local variable.
void another(struct dev *d)
{
	unsigned long flags, then = jiffies;

	spin_lock_irqsave(&d->lock, flags); // expected-note {{flags saved here by spin_lock_irqsave()}}
	d->n = then;
	spin_unlock_irqrestore(&d->lock, then); // expected-warning {{restores 'then', not the flags saved}}
}

void copied(struct dev *d)
{
	unsigned long flags, old;

	spin_lock_irqsave(&d->lock, flags); // expected-note {{flags saved here by spin_lock_irqsave()}}
	memcpy(&old, &d->opts, sizeof(old));
	spin_unlock_irqrestore(&d->lock, old); // expected-warning {{restores 'old', not the flags saved}}
}

// In a helper.
static void dev_unlock(struct dev *d, unsigned long flags)
{
	spin_unlock_irqrestore(&d->lock, flags);
}

void in_helper(struct dev *d, unsigned long opts)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags); // expected-note {{flags saved here by spin_lock_irqsave()}}
	d->n = opts;
	dev_unlock(d, opts); // expected-warning {{restores 'opts', not the flags saved}}
}

// Hand over hand: the other flags are still to be restored.
void crosses(struct dev *d, unsigned long outer)
{
	unsigned long flags;

	spin_lock_irqsave(&d->tx, flags);
	spin_unlock_irqrestore(&d->lock, outer);
	d->n++;
	spin_unlock_irqrestore(&d->tx, flags);
}

// The flags go to the caller, who restores them.
unsigned long hands_on(struct dev *d, unsigned long outer)
{
	unsigned long flags;

	spin_lock_irqsave(&d->tx, flags);
	spin_unlock_irqrestore(&d->lock, outer);
	return flags;
}

void keeps(struct dev *d, unsigned long outer)
{
	unsigned long flags;

	spin_lock_irqsave(&d->tx, flags);
	d->c->saved = flags;
	spin_unlock_irqrestore(&d->lock, outer);
}

// Through a pointer to the variable.
int by_pointer(struct dev *d)
{
	unsigned long flags, *p = &flags;

	spin_lock_irqsave(&d->lock, *p);
	d->n++;
	if (d->mask) {
		spin_unlock_irqrestore(&d->lock, *p);
		return -EINVAL;
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

// An unknown function saved the other flags.
void two_sections(struct dev *d)
{
	unsigned long flags, other;

	spin_lock_irqsave(&d->lock, flags);
	dev_lock(d, &other);
	d->n++;
	spin_unlock_irqrestore(&d->tx, other);
	spin_unlock_irqrestore(&d->lock, flags);
}

// Saved on one of two ways only.
void either(struct dev *d, unsigned long outer)
{
	unsigned long flags = outer;

	if (d->n)
		spin_lock_irqsave(&d->lock, flags);
	else
		spin_lock(&d->lock);
	spin_unlock_irqrestore(&d->lock, flags);
}
