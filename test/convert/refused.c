// RUN: %pvlint convert --list=all %s -- -w -I%inputs > %t.list
// RUN: FileCheck --implicit-check-not=": in " %s < %t.list
// RUN: %pvlint convert --format=text %s -- -w -I%inputs | FileCheck --check-prefix=TABLE %s
// RUN: %pvlint convert --list=opened %s -- -w -I%inputs | count 4
// RUN: %pvlint convert --format=json --list=trylock %s -- -w -I%inputs | FileCheck --check-prefix=JSON %s

// What stands against a change, each with its like that changes.

#include "kernel.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	rwlock_t rw;
	raw_spinlock_t raw;
	unsigned long flags;
	int jobs;
};

extern void finish(struct dev *d, unsigned long flags);
extern void wait(struct dev *d);
extern int refcount_dec_and_lock_irqsave(int *count, spinlock_t *lock,
					 unsigned long *flags);
extern unsigned long _raw_spin_lock_irqsave_nested(raw_spinlock_t *lock,
						   int subclass);
#define spin_lock_irqsave_nested(lock, flags, subclass)			\
	do {								\
		flags = _raw_spin_lock_irqsave_nested(&(lock)->rlock, subclass); \
	} while (0)

// CHECK: in in_macro: LOCK: macro (in the body of LOCK())
// CHECK: in in_argument: spin_lock_irqsave: macro{{$}}
#define LOCK(d, flags) spin_lock_irqsave(&(d)->lock, flags)
void in_macro(struct dev *d)
{
	unsigned long flags;

	LOCK(d, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}

#define DO(what) what
void in_argument(struct dev *d)
{
	unsigned long flags;

	DO(spin_lock_irqsave(&d->lock, flags));
	spin_unlock_irqrestore(&d->lock, flags);
}

// CHECK: in named_by_macro: spin_lock_irqsave: macro (flags is named by a macro on line [[@LINE+7]])
#define UNLOCK(d) spin_unlock_irqrestore(&(d)->lock, flags)
void named_by_macro(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	UNLOCK(d);
}

// CHECK: in no_class: guard: guard (there is no guard(raw_spinlock_irq_disable))
// CHECK: in class_is_there: guard: converted
void no_class(struct dev *d)
{
	guard(raw_spinlock_irqsave)(&d->raw);
	d->jobs++;
}

void class_is_there(struct dev *d)
{
	guard(spinlock_irqsave)(&d->lock);
	d->jobs++;
}

// CHECK: in tries: spin_trylock_irqsave: trylock
void tries(struct dev *d)
{
	unsigned long flags;

	if (!spin_trylock_irqsave(&d->lock, flags))
		return;
	d->jobs++;
	spin_unlock_irqrestore(&d->lock, flags);
}

// CHECK: in reads: read_lock_irqsave: no-form (there is no counted read_lock_irqsave())
// CHECK: in reads: write_lock_irq: no-form (there is no counted write_lock_irq())
void reads(struct dev *d)
{
	unsigned long flags;

	read_lock_irqsave(&d->rw, flags);
	read_unlock_irqrestore(&d->rw, flags);
	write_lock_irq(&d->rw);
	write_unlock_irq(&d->rw);
}

// CHECK: in nested_lock: spin_lock_irqsave_nested: no-form (there is no counted spin_lock_irqsave_nested())
// CHECK: in counts: refcount_dec_and_lock_irqsave: no-form (there is no counted refcount_dec_and_lock_irqsave())
void nested_lock(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave_nested(&d->lock, flags, 1);
	spin_unlock_irqrestore(&d->lock, flags);
}

void counts(struct dev *d)
{
	unsigned long flags;

	if (refcount_dec_and_lock_irqsave(&d->jobs, &d->lock, &flags))
		spin_unlock_irqrestore(&d->lock, flags);
}

// CHECK: in of_object: spin_lock_irqsave: not-local (they are in d -> flags)
// CHECK: in of_caller: spin_lock_irqsave: not-local (they are in flags)
// CHECK: in of_all: spin_lock_irqsave: not-local (they are in flags)
void of_object(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->flags);
	spin_unlock_irqrestore(&d->lock, d->flags);
}

void of_caller(struct dev *d, unsigned long flags)
{
	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}

void of_all(struct dev *d)
{
	static unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}

// CHECK: in asks: spin_lock_irqsave: tested (flags is looked at on line [[@LINE+8]])
// CHECK: in looks: spin_lock_irqsave: tested (flags is looked at on line [[@LINE+17]])
int asks(struct dev *d)
{
	unsigned long flags;
	int off;

	spin_lock_irqsave(&d->lock, flags);
	off = irqs_disabled_flags(flags);
	spin_unlock_irqrestore(&d->lock, flags);
	return off;
}

void looks(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (flags & X86_EFLAGS_IF)
		d->jobs++;
	spin_unlock_irqrestore(&d->lock, flags);
}

// CHECK: in passes: spin_lock_irqsave: handed-on (flags is passed to finish() on line [[@LINE+9]])
// CHECK: in keeps: spin_lock_irqsave: handed-on (flags is copied on line [[@LINE+16]])
// CHECK: in returns: spin_lock_irqsave: handed-on (flags is returned on line [[@LINE+24]])
// CHECK: in sets: spin_lock_irqsave: handed-on (flags is assigned to on line [[@LINE+32]])
void passes(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	finish(d, flags);
}

void keeps(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->flags = flags;
	spin_unlock_irqrestore(&d->lock, flags);
}

unsigned long returns(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	return flags;
}

void sets(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	if (!d->jobs)
		flags = 0;
	spin_unlock_irqrestore(&d->lock, flags);
}

// CHECK: in left_out: spin_lock_irqsave: other-configuration (on line [[@LINE+9]])
// CHECK: in left_out_irq: spin_lock_irq: other-configuration (on line [[@LINE+18]])
// CHECK: in left_in: spin_lock_irqsave: converted
void left_out(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
#ifdef CONFIG_THIS
	finish(d, flags);
#endif
	spin_unlock_irqrestore(&d->lock, flags);
}

void left_out_irq(struct dev *d)
{
	spin_lock_irq(&d->lock);
#ifdef CONFIG_THIS
	if (d->jobs) {
		spin_unlock_irq(&d->lock);
		return;
	}
#endif
	spin_unlock_irq(&d->lock);
}

void left_in(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
#ifdef CONFIG_THIS
	d->flags = 0;
#endif
	spin_unlock_irqrestore(&d->lock, flags);
}

// CHECK: in sometimes: spin_lock_irqsave: paths (begins on some paths only)
// CHECK: in leaves: spin_lock_irq: paths (the function returns without its end)
// CHECK: in relocks: spin_lock_irq: paths (the function returns without its end)
// CHECK: in twice: spin_lock_irqsave: paths (begins again before its end)
// CHECK: in twice: spin_lock_irqsave: paths (begins again before its end)
void sometimes(struct dev *d, int locked)
{
	unsigned long flags;

	if (!locked)
		spin_lock_irqsave(&d->lock, flags);
	d->jobs++;
	if (!locked)
		spin_unlock_irqrestore(&d->lock, flags);
}

int leaves(struct dev *d)
{
	spin_lock_irq(&d->lock);
	if (d->jobs)
		return 1;
	spin_unlock_irq(&d->lock);
	return 0;
}

/* Of a caller's section. */
void relocks(struct dev *d)
{
	spin_unlock_irq(&d->lock);
	wait(d);
	spin_lock_irq(&d->lock);
}

void twice(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&d->other, flags);
	spin_unlock_irqrestore(&d->other, flags);
}

// CHECK: in hands_over: spin_lock_irqsave: other-lock (the end on line [[@LINE+10]] is of another lock)
// CHECK: in mixes: spin_lock_irqsave: other-lock (the end on line [[@LINE+19]] is of another lock)
void hands_over(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock(&d->other);
	spin_unlock(&d->lock);
	d->jobs++;
	spin_unlock_irqrestore(&d->other, flags);
}

void mixes(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->jobs++;
	spin_unlock(&d->lock);
	local_irq_restore(flags);
}

// CHECK: in crosses: spin_lock_irqsave: not-nested (the section around line [[@LINE+9]] is only partly inside of it)
// CHECK: in crosses: spin_lock_irqsave: not-nested (the section around line [[@LINE+7]] is only partly inside of it)
void crosses(struct dev *d)
{
	unsigned long f, g;

	spin_lock_irqsave(&d->lock, f);
	spin_lock_irqsave(&d->other, g);
	spin_unlock_irqrestore(&d->lock, f);
	spin_unlock_irqrestore(&d->other, g);
}

// CHECK: in opens: spin_lock_irqsave: opened (by spin_unlock_irq() on line [[@LINE+11]])
// CHECK: in opens: spin_lock_irq: paths
// CHECK: in holds_pair: spin_lock_irqsave: opened (by spin_unlock_irq() on line [[@LINE+21]])
// CHECK: in holds_pair: spin_lock_irq: converted
// CHECK: in calls: spin_lock_irqsave: opened (by relocks() on line [[@LINE+28]])
// CHECK: in sleeps: spin_lock_irq: opened (by schedule() on line [[@LINE+34]])
void opens(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irq(&d->lock);
	wait(d);
	spin_lock_irq(&d->lock);
	spin_unlock_irqrestore(&d->lock, flags);
}

void holds_pair(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irq(&d->other);
	spin_unlock_irq(&d->other);
	spin_unlock_irqrestore(&d->lock, flags);
}

void calls(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	relocks(d);
	spin_unlock_irqrestore(&d->lock, flags);
}

void sleeps(struct dev *d)
{
	spin_lock_irq(&d->lock);
	schedule();
	spin_unlock_irq(&d->lock);
}

// TABLE: sections converted   refused   because
// TABLE: refused, because
// TABLE: {{[0-9]+}}  paths{{ +}}begin and end do not pair up on every path
// TABLE: {{[0-9]+}}  trylock{{ +}}whether it begins depends on a result

// JSON: "format": "pvlint-convert",
// JSON: "to": "counted",
// JSON: "reasons": {
// JSON: "trylock": 1
// JSON: "list": [
// JSON: "function": "tries",
// JSON: "begin": "spin_trylock_irqsave",
// JSON: "verdict": "trylock"
