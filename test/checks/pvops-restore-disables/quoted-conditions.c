// A step at a branch says what the condition came to, as the source has it: with
// the names of constants, the arguments of calls, the macro that asks, and where
// on the path a tested variable or field was set.
// RUN: cd %S && not %pvlint check --quiet quoted-conditions.c -- -I%inputs > %t.out
// RUN: FileCheck %s < %t.out
// In a linked program, which has no source, the same.
// RUN: rm -rf %t && mkdir %t && cp %s %t/quoted-conditions.c && %make-database %t quoted-conditions.c
// RUN: cd %t && not %pvlint run -p . --quiet > run.out
// RUN: cd %t && diff %t.out run.out
// What the flow program has of it, it also reads.
// RUN: cd %S && %pvlint check --quiet --emit-flow quoted-conditions.c -- -I%inputs > %t.flow
// RUN: not %pvlint solve %t.flow | FileCheck --check-prefix=FLOW %s

#include "kernel.h"

enum { IDLE, BUSY = 3 };
#define READY 0x4
#define is_ready(d) ((d)->flags & READY)
#define repeat_until_ready(d) while (!((d)->flags & READY))

struct dev {
	spinlock_t lock;
	int state, flags, count[4];
	_Bool on;
	struct dev *next;
};
extern int start(struct dev *d);
extern struct dev *find(struct dev *d, int n);
extern void work(void);

void constants(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'd->state != BUSY'{{$}}
	if (d->state == BUSY)
		work();
	else
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void masked(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'd->flags & READY' zero{{$}}
	if (!(d->flags & READY))
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void computed(struct dev *d, int n)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'd->count[n & 3] * 2 <= d->state'{{$}}
	if (d->count[n & 3] * 2 > d->state)
		work();
	else
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void boolean(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'd->on' false{{$}}
	if (!d->on)
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void called(struct dev *d, int n)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'find(d, n)' NULL{{$}}
	if (!find(d, n))
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void returned(struct dev *d, int n)
{
	unsigned long flags;
	struct dev *other;
	int err;

	spin_lock_irqsave(&d->lock, flags);
	err = start(d);
	// CHECK: quoted-conditions.c:[[#@LINE+2]]:{{.*}}: note: with 'err' nonzero, returned by start() on line [[#@LINE-1]]{{$}}
	// CHECK-NEXT: {{err}}
	if (err) {
		other = find(d, n);
		work();
		// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'other' NULL, returned by find() on line [[#@LINE-2]]{{$}}
		if (!other)
			local_irq_enable();
	}
	spin_unlock_irqrestore(&d->lock, flags);
}

// A store to a field of another object is not where the value comes from. A field
// keeps its value over a call of what is not known, as everywhere.
void stored(struct dev *d)
{
	unsigned long flags;
	struct dev *other = d->next;
	int tries = 0;

	spin_lock_irqsave(&d->lock, flags);
	d->state = start(d);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'd->state' zero, returned by start() on line [[#@LINE-1]]{{$}}
	if (!d->state)
		tries = d->flags;
	other->state = start(other);
	work();
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'other->state' > 8, returned by start() on line [[#@LINE-2]]{{$}}
	if (other->state > 8)
		// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'tries' nonzero, set on line [[#@LINE-5]]{{$}}
		if (tries)
			local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void in_macro(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'd->flags & 4' zero in macro repeat_until_ready(){{$}}
	repeat_until_ready(d)
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void macro_asked(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'is_ready(d)' zero{{$}}
	if (!is_ready(d))
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

// What is too long for a line lacks the arguments and indices that make it so.
void too_long(struct dev *d, int first)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'find(…)->count[d->flags + first * 2] <= d->count[first & 3]'{{$}}
	if (find(d->next, first)->count[d->flags + first * 2] > d->count[first & 3])
		work();
	else
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void two_too_long(struct dev *d, int first, int last)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'find(…) != find(…)'{{$}}
	if (find(d->next->next, d->count[first] + d->count[last]) == find(d->next->next, d->count[last] + d->count[first]))
		work();
	else
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

// Or what is in its middle.
void all_too_long(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'd->count[0] * d->count[1] … * d->state << d->flags' nonzero{{$}}
	if (d->count[0] * d->count[1] * d->count[2] * d->count[3] * d->state << d->flags)
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

// Comments and line breaks are not part of it.
void commented(struct dev *d)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with '(err = start(d)) < 0'{{$}}
	if ((err = start(/* the first */
			 d)) // no bus
	    < 0)
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

void negative(struct dev *d, int pin)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	// CHECK: quoted-conditions.c:[[#@LINE+1]]:{{.*}}: note: with 'pin' == -1{{$}}
	if (pin == -1)
		local_irq_enable();
	spin_unlock_irqrestore(&d->lock, flags);
}

// FLOW: note: with 'd->state != BUSY'
// FLOW: note: with 'd->flags & READY' zero
// FLOW: note: with 'd->flags & 4' zero in macro repeat_until_ready()
// FLOW: note: with 'find(…) != find(…)'
