/* Linux: what a body asserts, by lockdep's macros and by warnings. */
// RUN: %verify %s
// RUN: %verify19 %s
#include "kernel.h"

extern int n;
#undef WARN_ON
#define WARN_ON(c) ({ int ret = !!(c); if (__builtin_expect(!!ret, 0)) printk("warning\n"); ret; })
/* Empty, as they are without CONFIG_PROVE_LOCKING. */
#define lockdep_assert_irqs_enabled() do { } while (0)
#define lockdep_assert_irqs_disabled() do { } while (0)

struct dev {
	spinlock_t lock;
	int left;
};

void stop_all(struct dev *d)
{
	lockdep_assert_irqs_enabled();
	d->left = 0;
}

void account(struct dev *d)
{
	lockdep_assert_irqs_disabled();
	d->left++;
}

void wait_all(struct dev *d)
{
	WARN_ON(irqs_disabled());
	d->left = 0;
}

/* Only one of the two is asked for. */
void wait_most(struct dev *d)
{
	WARN_ON(d->left && irqs_disabled());
}

/* As <linux/irqflags.h> has it. */
#define irqs_are_off() ({ unsigned long _flags; local_save_flags(_flags); irqs_disabled_flags(_flags); })
void wait_some(struct dev *d)
{
	WARN_ON(irqs_are_off());
}

int wait_or_fail(struct dev *d)
{
	if (WARN_ON(irqs_disabled()))
		return -1;
	return d->left;
}

void wrong(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	stop_all(d); // expected-warning {{stop_all() asserts that interrupts are enabled, but they are disabled here, since spin_lock_irqsave() on line 60; call it with them enabled [pvops-unconditional-enable, proven]}}
	wait_all(d); // expected-note {{also here: wait_all() asserts that interrupts are enabled}}
	n = wait_or_fail(d); // expected-note {{also here: wait_or_fail() asserts that interrupts are enabled}}
	wait_some(d); // expected-note {{also here: wait_some() asserts that interrupts are enabled}}
	wait_most(d);
	account(d);
	spin_unlock_irqrestore(&d->lock, flags);
	spin_lock_irq(&d->lock);
	spin_unlock_irq(&d->lock);
	account(d); // expected-note {{also here: account() asserts that interrupts are disabled, but they are enabled here, since spin_unlock_irq() on line 69}}
}

void right(struct dev *d)
{
	unsigned long flags;

	stop_all(d);
	wait_all(d);
	spin_lock_irqsave(&d->lock, flags);
	account(d);
	spin_unlock_irqrestore(&d->lock, flags);
}

/* Asked twice: who has them enabled is told at the first. */
#undef WARN_ONCE
#define WARN_ONCE(c, text) ({ bool ret = !!(c); if (({ static bool said; bool r = !!(ret); bool once = r && !said; if (once) said = 1; once; })) printk(text); ret; })
struct suspender { int (*suspend)(void); struct suspender *next; };
extern int pending(void);
int suspend_all(struct suspender *s)
{
	int ret = 0;
	if (pending())
		return -16;
	WARN_ONCE(!irqs_disabled(), "before\n");
	for (; s; s = s->next)
		if (s->suspend) {
			ret = s->suspend();
			if (ret)
				goto out;
			WARN_ONCE(!irqs_disabled(), "after\n");
		}
	return 0;
out:
	return ret;
}
