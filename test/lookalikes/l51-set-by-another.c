// RUN: %verify %s
// RUN: %verify19 %s

// A number that the function has stored is changed by an interrupt handler, or another CPU, before
// it looks again. Code behind that look runs, so what is wrong there is told, and what is right not.

#include "kernel.h"

struct dev { spinlock_t lock; int done, reset, count; };

int start(struct dev *d);
void copy(struct dev *d);
void delay(int us);

int polls(struct dev *d)
{
	unsigned long flags;
	int timeout = 1000;

	d->done = 0;
	if (start(d))
		return -1;
	while (timeout--) {
		if (d->done)
			break;
		delay(1);
	}
	if (!d->done)
		return -5;
	spin_lock_irqsave(&d->lock, flags);
	d->count++;
	return 0; // expected-warning {{polls() returns with interrupts disabled by spin_lock_irqsave()}}
}

int reset_meanwhile(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->reset = 0;
	while (d->count) {
		spin_unlock_irqrestore(&d->lock, flags);
		copy(d);
		spin_lock_irqsave(&d->lock, flags);
		if (d->reset)
			return -1; // expected-warning {{reset_meanwhile() returns with interrupts disabled by spin_lock_irqsave()}}
		d->count--;
	}
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

int reset_and_unlocked(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->reset = 0;
	spin_unlock_irqrestore(&d->lock, flags);
	copy(d);
	spin_lock_irqsave(&d->lock, flags);
	if (d->reset) {
		spin_unlock_irqrestore(&d->lock, flags);
		return -1;
	}
	d->count--;
	spin_unlock_irqrestore(&d->lock, flags);
	return 0;
}

// Two elements of an array are two numbers.
void a_message(struct dev *d, unsigned char *buf)
{
	unsigned long flags;

	switch (buf[0]) {
	case 'C':
	case 'R':
		if (buf[6] == 13) {
			spin_lock_irqsave(&d->lock, flags);
			d->count = buf[1];
			return; // expected-warning {{a_message() returns with interrupts disabled by spin_lock_irqsave()}}
		}
	}
}
