// RUN: %verify %s
// RUN: %verify19 %s

// A variable decides whether the lock is held, and a loop in between asks for it, too. It is not
// written there, so it says the same behind the loop.

#include "kernel.h"

struct dev { spinlock_t lock; int count, owner, state; };

int ask(struct dev *d);
int more(struct dev *d);
int current_cpu(void);

int an_error_ends_it(struct dev *d)
{
	unsigned long flags;
	int err = ask(d);

	if (!err)
		spin_lock_irqsave(&d->lock, flags);
	while (!err && more(d))
		d->count++;
	if (!err)
		spin_unlock_irqrestore(&d->lock, flags);
	return err;
}

int left_by_break(struct dev *d)
{
	unsigned long flags;
	int nested = d->owner == current_cpu();

	if (!nested)
		spin_lock_irqsave(&d->lock, flags);
	for (int i = 0; i < d->count; i++) {
		if (nested)
			break;
		d->state++;
	}
	if (!nested)
		spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int left_by_return(struct dev *d)
{
	unsigned long flags;
	struct dev *other = (struct dev *)(long)ask(d);

	if (other)
		spin_lock_irqsave(&other->lock, flags);
	while (more(d)) {
		if (!other)
			return -1;
		other->count++;
	}
	if (other)
		spin_unlock_irqrestore(&other->lock, flags);
	return 0;
}

int a_bit_of_a_field(struct dev *d)
{
	unsigned long flags;
	unsigned int mode = d->state;

	if (mode & 4)
		spin_lock_irqsave(&d->lock, flags);
	while (more(d)) {
		if (!(mode & 4))
			break;
		d->count++;
	}
	if (mode & 4)
		spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int in_two_loops(struct dev *d)
{
	unsigned long flags;
	int busy = ask(d);

	if (busy)
		spin_lock_irqsave(&d->lock, flags);
	while (more(d))
		for (int i = 0; busy && i < d->count; i++)
			d->state += i;
	if (busy)
		spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

struct dev *find(int id);

static struct dev *find_and_lock(int id)
{
	struct dev *d = find(id);

	if (d)
		spin_lock_irq(&d->lock);
	return d;
}

static void unlock_found(struct dev **d)
{
	if (*d)
		spin_unlock_irq(&(*d)->lock);
}

// scoped_class() is a loop of one round, and the end of the scope asks for the variable by its address.
int in_a_scope(int id)
{
	for (struct dev *d __attribute__((cleanup(unlock_found))) = find_and_lock(id), *once = d + 1; once; once = NULL) {
		if (!d)
			return -1;
		d->count++;
	}
	return 0;
}

// The loop writes it.
int written_in_the_loop(struct dev *d)
{
	unsigned long flags;
	int err = ask(d);

	if (!err)
		spin_lock_irqsave(&d->lock, flags);
	while (!err && more(d))
		err = ask(d);
	if (!err)
		spin_unlock_irqrestore(&d->lock, flags);
	return err; // expected-warning {{written_in_the_loop() returns with interrupts disabled by spin_lock_irqsave()}}
}

// The loop ends with it, and the lock is held all the same.
int lost_at_the_end(struct dev *d)
{
	unsigned long flags;
	int stop = ask(d);

	spin_lock_irqsave(&d->lock, flags);
	while (more(d)) {
		if (stop)
			return -1; // expected-warning {{lost_at_the_end() returns with interrupts disabled by spin_lock_irqsave()}}
		d->count++;
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

// Whoever has its address may end the wait.
void start(int *done);

int waits_for_a_variable(struct dev *d)
{
	unsigned long flags;
	int done = 0;

	spin_lock_irqsave(&d->lock, flags);
	start(&done);
	while (!done)
		more(d);
	return 0; // expected-warning {{waits_for_a_variable() returns with interrupts disabled by spin_lock_irqsave()}}
}
