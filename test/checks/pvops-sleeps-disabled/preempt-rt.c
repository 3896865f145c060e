// RUN: %verify -DCONFIG_PREEMPT_RT %s
// RUN: %verify19 -DCONFIG_PREEMPT_RT %s
// RUN: %verify -DWITHOUT %s
//
// With PREEMPT_RT a spinlock_t is a lock that sleeps: it must not be taken with interrupts disabled, which only
// local_irq_save() and raw_spinlock_t do. Without, all of this is right.

#include "kernel.h"

struct chip {
	raw_spinlock_t raw;
	spinlock_t lock;
	int n;
};

static void count(struct chip *c)
{
	spin_lock(&c->lock);
	c->n++;
	spin_unlock(&c->lock);
}

void disabled(struct chip *c)
{
	local_irq_disable();
#ifdef CONFIG_PREEMPT_RT
	spin_lock(&c->lock); // expected-warning {{spin_lock() may sleep with interrupts disabled by local_irq_disable() on line 25: the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]}}
#else
	spin_lock(&c->lock);
#endif
	c->n++;
	spin_unlock(&c->lock);
	local_irq_enable();
}

void under_raw_lock(struct chip *c)
{
	raw_spin_lock_irq(&c->raw);
#ifdef CONFIG_PREEMPT_RT
	count(c); // expected-warning {{count() (spin_lock()) may sleep with interrupts disabled by raw_spin_lock_irq(): the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]}}
#else
	count(c);
#endif
	raw_spin_unlock_irq(&c->raw);
}

void tried(struct chip *c)
{
	local_irq_disable();
	if (spin_trylock(&c->lock)) {
		c->n++;
		spin_unlock(&c->lock);
	}
	local_irq_enable();
}

#ifdef CONFIG_PREEMPT_RT
void raw_is_inside(struct chip *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	raw_spin_lock_irq(&c->raw);
	c->n++;
	raw_spin_unlock_irq(&c->raw);
	spin_unlock_irqrestore(&c->lock, flags);
}
#endif

void nested(struct chip *c, struct chip *d)
{
	spin_lock_irq(&c->lock);
	spin_lock(&d->lock);
	d->n++;
	spin_unlock(&d->lock);
	spin_unlock_irq(&c->lock);
}

extern struct mutex all;
struct listed { struct listed *next; spinlock_t lock; };
extern struct listed head;
extern int measure(void);

/* The sleep is told, and not that only the way without one leaves interrupts disabled. */
void lock_all(void)
{
	mutex_lock(&all);
	local_irq_disable();
	for (struct listed *l = head.next; l != &head; l = l->next)
#ifdef CONFIG_PREEMPT_RT
		spin_lock(&l->lock); // expected-warning {{spin_lock() may sleep with interrupts disabled by local_irq_disable()}}
#else
		spin_lock(&l->lock);
#endif
}

void unlock_all(void)
{
	for (struct listed *l = head.next; l != &head; l = l->next)
		spin_unlock(&l->lock);
	local_irq_enable();
	mutex_unlock(&all);
}

/* The same with an enable, which is told. */
void lock_some(struct chip *c, int chips)
{
	local_irq_disable();
	for (int i = 0; i < chips; i++) {
		raw_spin_lock(&c[i].raw);
		if (c[i].n) {
			raw_spin_unlock(&c[i].raw);
			local_irq_enable();
			return;
		}
	}
} // expected-warning {{lock_some() returns with interrupts disabled}}

#ifdef CONFIG_PREEMPT_RT
/* Where a callee leaves interrupts disabled by mistake, that is told there and not again here. */
static int sample(struct chip *c)
{
	if (c->n)
		local_irq_disable();
	if (measure() < 0)
		return 0; // expected-warning {{sample() returns with interrupts disabled}}
	local_irq_enable();
	return 0;
}

void samples(struct chip *c)
{
	sample(c);
	mutex_lock(&all);
	mutex_unlock(&all);
}

/* Where the result says which way it was, the sleep is. */
static int begin(struct chip *c)
{
	if (c->n)
		return 0;
	local_irq_disable();
	return 1;
}

void begins(struct chip *c)
{
	if (!begin(c))
		return;
	mutex_lock(&all); // expected-warning {{mutex_lock() may sleep with interrupts disabled by local_irq_disable()}}
	mutex_unlock(&all);
	local_irq_enable();
}
#endif
