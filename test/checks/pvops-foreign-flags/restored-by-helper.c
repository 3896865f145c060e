// RUN: %verify %s
// RUN: %verify19 %s

// A helper saves to its caller's variable, and when it fails it restores
// before it returns. Whoever then restores again ends the section twice.

#include "kernel.h"

struct chan { int busy; };
struct dev { spinlock_t lock; int err, n; };
extern struct chan *find_chan(struct dev *d);

static int begin(struct dev *d, unsigned long *flags)
{
	spin_lock_irqsave(&d->lock, *flags); // expected-note 2 {{flags saved here}}
	if (d->err) {
		spin_unlock_irqrestore(&d->lock, *flags);
		return -EBUSY;
	}
	return 0;
}

int wrong_label(struct dev *d)
{
	unsigned long flags;
	int ret = begin(d, &flags); // expected-warning {{begin() restores flags that spin_unlock_irqrestore() on line 32 restores again}}

	if (ret)
		goto out;
	d->n++;
out:
	spin_unlock_irqrestore(&d->lock, flags); // expected-note {{flags restored again here by spin_unlock_irqrestore()}}
	return ret;
}

void not_asked(struct dev *d)
{
	unsigned long flags;

	begin(d, &flags); // expected-warning {{begin() restores flags that spin_unlock_irqrestore() on line 42 restores again}}
	d->n++;
	spin_unlock_irqrestore(&d->lock, flags); // expected-note {{flags restored again here by spin_unlock_irqrestore()}}
}

int right_label(struct dev *d)
{
	unsigned long flags;
	int ret = begin(d, &flags);

	if (ret)
		return ret;
	d->n++;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

static struct chan *get_locked(struct dev *d, unsigned long *flags)
{
	struct chan *c;

	spin_lock_irqsave(&d->lock, *flags); // expected-note {{flags saved here}}
	c = find_chan(d);
	if (!c)
		spin_unlock_irqrestore(&d->lock, *flags);
	return c;
}

int unlocks_when_null(struct dev *d)
{
	unsigned long flags;
	struct chan *c = get_locked(d, &flags); // expected-warning {{get_locked() restores flags that spin_unlock_irqrestore() on line 74 restores again}}

	if (!c) {
		spin_unlock_irqrestore(&d->lock, flags); // expected-note {{flags restored again here by spin_unlock_irqrestore()}}
		return -EINVAL;
	}
	c->busy = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int returns_when_null(struct dev *d)
{
	unsigned long flags;
	struct chan *c = get_locked(d, &flags);

	if (!c)
		return -EINVAL;
	c->busy = 1;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

// Saved anew after the failure.
int tries_twice(struct dev *d)
{
	unsigned long flags;

	if (begin(d, &flags)) {
		d->err = 0;
		spin_lock_irqsave(&d->lock, flags);
	}
	d->n++;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}
