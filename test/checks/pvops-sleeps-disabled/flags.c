// RUN: %verify %s
// RUN: %verify19 %s
// RUN: rm -rf %t && mkdir %t && cp %s %t/flags.c && %make-database %t flags.c
// RUN: cd %t && not %pvlint run --quiet | FileCheck %s --implicit-check-not=warning:
//
// Whether an allocation sleeps is often said by a caller's gfp flags: one that
// passes GFP_KERNEL makes it certain, and is named.

#include "kernel.h"
#include "gfp.h"
#include "sched.h"

typedef int irqreturn_t;
#define IRQ_HANDLED 1
extern int request_irq(unsigned int irq, irqreturn_t (*handler)(int, void *), unsigned long flags,
		       const char *name, void *dev);
extern int smp_call_function_single(int cpu, void (*func)(void *), void *info, int wait);

struct pool {
	spinlock_t lock;
	void *object;
	int n, irq;
};

/* The section is in the function that takes the flags. */
static void fill(struct pool *p, gfp_t gfp)
{
	spin_lock_irq(&p->lock);
// CHECK: flags.c:[[#@LINE+1]]:{{.*}}: warning: kmalloc() may sleep with interrupts disabled
	p->object = kmalloc(16, gfp); // expected-warning {{kmalloc() may sleep with interrupts disabled by spin_lock_irq() on line 28}}
	spin_unlock_irq(&p->lock);
}

void fill_early(struct pool *p) { fill(p, GFP_ATOMIC); }
void fill_late(struct pool *p)
{
	fill(p, GFP_KERNEL); // expected-note {{fill_late() calls fill() with GFP flags that allow sleeping}}
}

/* Others may call it, too. */
void fill_anywhere(struct pool *p, gfp_t gfp)
{
	spin_lock_irq(&p->lock);
// CHECK: flags.c:[[#@LINE+1]]:{{.*}}: warning: kzalloc() may sleep with interrupts disabled
	p->object = kzalloc(16, gfp); // expected-warning {{kzalloc() may sleep with interrupts disabled by spin_lock_irq() on line 43}}
	spin_unlock_irq(&p->lock);
}

void fill_here(struct pool *p)
{
	fill_anywhere(p, GFP_NOIO); // expected-note {{fill_here() calls fill_anywhere() with GFP flags that allow sleeping}}
}

/* Two calls away, and with a bit added on the way. */
static void fill_zeroed(struct pool *p, gfp_t gfp)
{
	spin_lock_irq(&p->lock);
// CHECK: flags.c:[[#@LINE+1]]:{{.*}}: warning: kmalloc() may sleep with interrupts disabled
	p->object = kmalloc(16, gfp); // expected-warning {{kmalloc() may sleep with interrupts disabled by spin_lock_irq() on line 57}}
	spin_unlock_irq(&p->lock);
}

static void fill_by_helper(struct pool *p, gfp_t gfp)
{
	fill_zeroed(p, gfp | __GFP_ZERO); // expected-note {{fill_by_helper() calls fill_zeroed() with GFP flags that allow sleeping}}
}

void fill_by_helper_early(struct pool *p) { fill_by_helper(p, GFP_NOWAIT); }
void fill_by_helper_late(struct pool *p)
{
	fill_by_helper(p, GFP_KERNEL); // expected-note {{fill_by_helper_late() calls fill_by_helper() with GFP flags that allow sleeping}}
}

/* Below an interrupt handler. */
static int get(struct pool *p, gfp_t gfp)
{
// CHECK: flags.c:[[#@LINE+1]]:{{.*}}: warning: kmalloc() may sleep
	p->object = kmalloc(16, gfp); // expected-warning {{kmalloc() may sleep, but get() is reachable from pool_irq(), entered with interrupts disabled}}
	return p->object ? 0 : -12;
}

static irqreturn_t pool_irq(int irq, void *data)
{
	get(data, GFP_KERNEL);
	return IRQ_HANDLED;
}

int pool_init(struct pool *p)
{
	return request_irq(p->irq, pool_irq, 0, "pool", p);
}

/* Not an error: nobody passes flags that allow it, */

static void top_up(struct pool *p, gfp_t gfp)
{
	spin_lock_irq(&p->lock);
	p->object = kmalloc(16, gfp);
	spin_unlock_irq(&p->lock);
}

void top_up_early(struct pool *p) { top_up(p, GFP_ATOMIC); }
void top_up_late(struct pool *p) { top_up(p, GFP_NOWAIT | __GFP_ZERO); }

/* or a helper takes it away, */
static void top_up_safely(struct pool *p, gfp_t gfp)
{
	top_up(p, gfp & ~__GFP_DIRECT_RECLAIM);
}

void safely(struct pool *p) { top_up_safely(p, GFP_KERNEL); }

/* or only a caller elsewhere may: audit level. */
void top_up_anywhere(struct pool *p, gfp_t gfp)
{
	spin_lock_irq(&p->lock);
	p->object = kmalloc(16, gfp);
	spin_unlock_irq(&p->lock);
}

void anywhere(struct pool *p) { top_up_anywhere(p, GFP_ATOMIC); }

/* The handler passes flags that do not, and the thread its own. */
static int take(struct pool *p, gfp_t gfp)
{
	p->object = kmalloc(16, gfp);
	return p->object ? 0 : -12;
}

static irqreturn_t card_irq(int irq, void *data)
{
	take(data, GFP_ATOMIC);
	return IRQ_HANDLED;
}

int card_init(struct pool *p)
{
	return take(p, GFP_KERNEL) ? -12 : request_irq(p->irq, card_irq, 0, "card", p);
}

/* Registered with data, and called by name with none. */
static void changed(void *data)
{
	struct pool *p = data;

	if (p)
		p->n++;
	else
		msleep(1);
}

void change(struct pool *p) { smp_call_function_single(1, changed, p, 1); }
void start(void) { changed(NULL); }
