// RUN: %verify %s --target=i386-linux-gnu
// RUN: %verify19 %s --target=i386-linux-gnu
//
// Words where an unsigned long has 32 bits: followed like others, and no wider
// than that when a function of the contract leaves them behind a pointer.

#include "kernel.h"

struct task {
	spinlock_t pi_lock;
};
struct rq;
struct rq_flags {
	unsigned long flags;
};

extern struct rq *task_rq_lock(struct task *p, struct rq_flags *rf);
extern void work(void);

void good_behind_a_pointer(struct task *p)
{
	struct rq_flags rf;

	task_rq_lock(p, &rf);
	work();
	spin_unlock_irqrestore(&p->pi_lock, rf.flags);
}

void good_int(spinlock_t *a)
{
	int flags;

	spin_lock_irqsave(a, flags);
	work();
	spin_unlock_irqrestore(a, flags);
}

void bad_byte(spinlock_t *a)
{
	u8 flags;

	spin_lock_irqsave(a, flags); // expected-warning {{'flags' has an unsigned 8-bit type}}
	work();
	spin_unlock_irqrestore(a, flags);
}

static bool ac_set(unsigned long word)
{
	return word & X86_EFLAGS_AC;
}

void bad_bit_through_helper(void)
{
	unsigned long flags;

	local_save_flags(flags);
	if (ac_set(flags)) // expected-warning {{pvops-save-fl-bits}}
		work();
}

struct dev {
	spinlock_t lock;
	unsigned long flags;
};

static void dev_lock(struct dev *d)
{
	spin_lock_irqsave(&d->lock, d->flags);
}

static void dev_unlock(struct dev *d)
{
	spin_unlock_irqrestore(&d->lock, d->flags);
}

void bad_field(struct dev *d)
{
	local_irq_disable();
	dev_lock(d);
	local_irq_enable();
	dev_unlock(d); // expected-warning {{dev_unlock() restores flags that say disabled, with interrupts enabled by local_irq_enable() on line 80, and on x86 that does nothing; disable them first [pvops-restore-disables, proven]}}
}

void good_field(struct dev *d)
{
	dev_lock(d);
	work();
	dev_unlock(d);
}
