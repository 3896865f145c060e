// RUN: %verify %s
// RUN: %verify19 %s

// What a function's declaration says of it, or its body alone: that it answers
// the same each time, that another body replaces this one, that it never
// returns.

#include "kernel.h"

struct dev { spinlock_t lock; int n; };
extern int is_smp(void) __attribute__((__const__));
extern int is_up(void) __attribute__((__const__));
extern int mode_of(struct dev *d) __attribute__((__pure__));
extern int asks_hardware(struct dev *d);
struct range { int first, last; };
extern int is_inside(struct range r, int n) __attribute__((__const__));
enum { no, yes };

void asked_twice(struct dev *d)
{
	unsigned long flags;

	if (is_smp())
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if (is_smp())
		spin_unlock_irqrestore(&d->lock, flags);
}

void asked_of_one_object(struct dev *d)
{
	unsigned long flags;

	if (mode_of(d))
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if (mode_of(d))
		spin_unlock_irqrestore(&d->lock, flags);
}

void asked_of_two(struct dev *d, struct dev *e)
{
	unsigned long flags;

	if (mode_of(d))
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if (mode_of(e))
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{uninitialized}}
} // expected-warning {{asked_of_two() returns with interrupts disabled}}

void two_questions(struct dev *d)
{
	unsigned long flags;

	if (is_smp())
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if (is_up())
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{uninitialized}}
} // expected-warning {{two_questions() returns with interrupts disabled}}

void asked_of_hardware(struct dev *d)
{
	unsigned long flags;

	if (asks_hardware(d))
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if (asks_hardware(d))
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{uninitialized}}
} // expected-warning {{asked_of_hardware() returns with interrupts disabled}}

// Which record is passed is not followed.
void asked_of_records(struct dev *d, struct range r, struct range s)
{
	unsigned long flags;

	if (is_inside(r, 1))
		spin_lock_irqsave(&d->lock, flags);
	d->n++;
	if (is_inside(s, 1))
		spin_unlock_irqrestore(&d->lock, flags); // expected-warning {{uninitialized}}
} // expected-warning {{asked_of_records() returns with interrupts disabled}}

// The architecture's own may do without.
__attribute__((weak)) void arch_hook(struct dev *d)
{
	spin_lock_irq(&d->lock);
	d->n++;
	spin_unlock_irq(&d->lock);
}

void calls_weak(struct dev *d, spinlock_t *l)
{
	unsigned long flags;

	spin_lock_irqsave(l, flags);
	arch_hook(d);
	spin_unlock_irqrestore(l, flags);
}

static void hook(struct dev *d)
{
	spin_lock_irq(&d->lock);
	d->n++;
	spin_unlock_irq(&d->lock);
}

void calls_strong(struct dev *d, spinlock_t *l)
{
	unsigned long flags;

	spin_lock_irqsave(l, flags);
	hook(d);
	spin_unlock_irqrestore(l, flags); // expected-warning {{restores flags with interrupts enabled}}
}

static void hang(struct dev *d)
{
	for (;;)
		cpu_relax();
}

static void hang_by_name(struct dev *d)
{
	while (yes)
		cpu_relax();
}

static void hang_at_the_end(struct dev *d)
{
	do {
		d->n++;
	} while (1);
}

static void once(struct dev *d)
{
	do {
		d->n++;
	} while (0);
}

static void wait(struct dev *d)
{
	while (1) {
		if (READ_ONCE(d->n))
			break;
		cpu_relax();
	}
}

int hangs(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->n < 0) {
		hang(d);
		return -EIO;
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int hangs_in_other_ways(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->n < 0) {
		hang_by_name(d);
		return -EIO;
	}
	if (d->n > 9) {
		hang_at_the_end(d);
		return -EIO;
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int does_it_once(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->n < 0) {
		once(d);
		return -EIO; // expected-warning {{does_it_once() returns with interrupts disabled}}
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int waits(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (d->n < 0) {
		wait(d);
		return -EIO; // expected-warning {{waits() returns with interrupts disabled}}
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}
