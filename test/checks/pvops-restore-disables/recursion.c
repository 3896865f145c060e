// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 through recursion: summaries of functions that call themselves or each
// other are solved together.

#include "kernel.h"

struct tree {
	struct tree *left, *right;
	spinlock_t lock;
	int n;
};

static void walk_irq(struct tree *t)
{
	if (!t)
		return;
	walk_irq(t->left);
	spin_lock_irq(&t->lock);
	t->n++;
	spin_unlock_irq(&t->lock);
	walk_irq(t->right);
}

void walk_irq_in_section(struct tree *t, spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	walk_irq(t);
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

static void walk_plain(struct tree *t)
{
	if (!t)
		return;
	walk_plain(t->left);
	spin_lock(&t->lock);
	t->n++;
	spin_unlock(&t->lock);
	walk_plain(t->right);
}

void walk_plain_in_section(struct tree *t, spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	walk_plain(t);
	spin_unlock_irqrestore(lock, flags);
}

/* Two functions in turn; only one of them enables. */
static int odd(struct tree *t, int n);

static int even(struct tree *t, int n)
{
	if (n == 0)
		return 1;
	return odd(t, n - 1);
}

static int odd(struct tree *t, int n)
{
	if (n == 0)
		return 0;
	spin_lock_irq(&t->lock);
	t->n--;
	spin_unlock_irq(&t->lock);
	return even(t, n - 1);
}

int even_in_section(struct tree *t, spinlock_t *lock, int n)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(lock, flags);
	ret = even(t, n);
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return ret;
}

/* Saves in each round, with a word in each frame. */
static void walk_saved(struct tree *t)
{
	unsigned long flags;

	if (!t)
		return;
	spin_lock_irqsave(&t->lock, flags);
	t->n++;
	walk_saved(t->left);
	spin_unlock_irqrestore(&t->lock, flags);
}

void walk_saved_in_section(struct tree *t, spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	walk_saved(t);
	spin_unlock_irqrestore(lock, flags);
}
