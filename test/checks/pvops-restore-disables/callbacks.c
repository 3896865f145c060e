// RUN: %verify %s
// RUN: %verify19 %s
// RUN: rm -rf %t && mkdir %t && cp %s %t/callbacks.c && %make-database %t callbacks.c
// RUN: cd %t && not %pvlint run --quiet | FileCheck %s --implicit-check-not=warning:
//
// A function that is passed to another, which calls it.

#include "kernel.h"
#include "sched.h"

struct kref { int count; };
struct obj { struct kref ref; spinlock_t lock; int n; };
extern int dec_and_test(int *count);

static inline int kref_put(struct kref *k, void (*release)(struct kref *k))
{
	if (!dec_and_test(&k->count))
		return 0;
	release(k);
	return 1;
}

static void release(struct kref *k)
{
	struct obj *o = (struct obj *)k;

	spin_lock_irq(&o->lock);
	o->n = 0;
	spin_unlock_irq(&o->lock);
}

static void release_locked(struct kref *k)
{
	struct obj *o = (struct obj *)k;

	spin_lock(&o->lock);
	o->n = 0;
	spin_unlock(&o->lock);
}

static void release_later(struct kref *k)
{
	msleep(1);
}

void put_enables(struct obj *o)
{
	unsigned long flags;

	local_irq_save(flags);
	kref_put(&o->ref, release);
// CHECK: callbacks.c:[[#@LINE+1]]:2: warning: local_irq_restore() restores flags with interrupts enabled by spin_unlock_irq()
	local_irq_restore(flags); // expected-warning {{local_irq_restore() restores flags with interrupts enabled by spin_unlock_irq()}}
}

void put_sleeps(struct obj *o)
{
	spin_lock_irq(&o->lock);
// CHECK: callbacks.c:[[#@LINE+1]]:2: warning: kref_put() (msleep()) may sleep with interrupts disabled by spin_lock_irq()
	kref_put(&o->ref, release_later); // expected-warning {{may sleep with interrupts disabled by spin_lock_irq()}}
	spin_unlock_irq(&o->lock);
}

/* Handed on, and on. */
static void each(struct obj *o, int n, void (*f)(struct obj *o, void *data), void *data)
{
	while (n--)
		f(o, data);
}

static void each_of_two(struct obj *o, void (*f)(struct obj *o, void *data))
{
	each(o, 2, f, o);
}

static void enable(struct obj *o, void *data)
{
	local_irq_enable();
}

void far(struct obj *o)
{
	unsigned long flags;

	local_irq_save(flags);
	each_of_two(o, enable);
// CHECK: callbacks.c:[[#@LINE+1]]:2: warning: local_irq_restore() restores flags with interrupts enabled by local_irq_enable()
	local_irq_restore(flags); // expected-warning {{local_irq_restore() restores flags with interrupts enabled by local_irq_enable()}}
}

/* The helper has the section, and the callback ends it. */
static int locked(struct obj *o, int (*f)(struct obj *o))
{
	unsigned long flags;
	int r;

	spin_lock_irqsave(&o->lock, flags);
	r = f(o);
// CHECK: callbacks.c:[[#@LINE+1]]:2: warning: spin_unlock_irqrestore() restores flags with interrupts enabled by spin_unlock_irq()
	spin_unlock_irqrestore(&o->lock, flags); // expected-warning {{spin_unlock_irqrestore() restores flags with interrupts enabled by spin_unlock_irq()}}
	return r;
}

static int opens(struct obj *o)
{
	spin_unlock_irq(&o->lock);
	o->n++;
	spin_lock(&o->lock);
	return 0;
}

static int counts(struct obj *o)
{
	return o->n++;
}

int with_counts(struct obj *o) { return locked(o, counts); }
int with_opens(struct obj *o) { return locked(o, opens); }

/* Beyond three calls it is not followed, which says nothing of who calls nearer. */
static void each_again(struct obj *o, void (*f)(struct obj *o, void *data))
{
	each(o, 1, f, o);
}

static void each_of_many(struct obj *o, void (*f)(struct obj *o, void *data))
{
	each_again(o, f);
}

static void each_of_all(struct obj *o, void (*f)(struct obj *o, void *data))
{
	each_of_many(o, f);
}

void too_far(struct obj *o)
{
	unsigned long flags;

	local_irq_save(flags);
	each_of_all(o, enable);
	local_irq_restore(flags);
}

void nearer(struct obj *o)
{
	unsigned long flags;

	local_irq_save(flags);
	each_again(o, enable);
// CHECK: callbacks.c:[[#@LINE+1]]:2: warning: local_irq_restore() restores flags with interrupts enabled by local_irq_enable()
	local_irq_restore(flags); // expected-warning {{local_irq_restore() restores flags with interrupts enabled by local_irq_enable()}}
}

/* Not an error: */

void put_with_the_right_one(struct obj *o)
{
	unsigned long flags;

	local_irq_save(flags);
	kref_put(&o->ref, release_locked);
	local_irq_restore(flags);
	kref_put(&o->ref, release);
	kref_put(&o->ref, release_later);
}

/* Which callback it is decides how the lock is taken. */
static void walk(struct obj *o, void (*f)(struct obj *o, void *data), int irq)
{
	unsigned long flags = 0;

	if (irq)
		local_irq_save(flags);
	f(o, NULL);
	if (irq)
		local_irq_restore(flags);
}

static void pair(struct obj *o, void *data)
{
	spin_lock_irq(&o->lock);
	o->n++;
	spin_unlock_irq(&o->lock);
}

static void plain(struct obj *o, void *data)
{
	o->n++;
}

void walk_both(struct obj *o)
{
	walk(o, pair, 0);
	walk(o, plain, 1);
}

/* The parameter is another function by then. */
static void replaced(struct obj *o, void (*f)(struct obj *o, void *data))
{
	unsigned long flags;

	f = plain;
	local_irq_save(flags);
	f(o, NULL);
	local_irq_restore(flags);
}

void replace(struct obj *o) { replaced(o, enable); }
