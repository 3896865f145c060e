// RUN: %verify %s
// RUN: %verify19 %s
//
// Functions of other files that save into a pointer and say with their result
// whether they did.  Their bodies are not in sight: the contract file says it.

#include "kernel.h"

extern bool refcount_dec_and_lock_irqsave(refcount_t *r, spinlock_t *lock,
					  unsigned long *flags);
struct static_key_true;
struct module;
extern bool __do_once_start(bool *done, unsigned long *flags);
extern void __do_once_done(bool *done, struct static_key_true *key,
			   unsigned long *flags, struct module *mod);

static spinlock_t users_lock;
extern void fill(void *buf);

void sighand_good(struct task_struct *t)
{
	unsigned long flags;

	if (!lock_task_sighand(t, &flags))
		return;
	t->sighand->action++;
	unlock_task_sighand(t, &flags);
}

void sighand_bad(struct task_struct *t, spinlock_t *stats)
{
	unsigned long flags;

	if (!lock_task_sighand(t, &flags))
		return;
	spin_lock_irq(stats);
	t->sighand->action++;
	spin_unlock_irq(stats);
	unlock_task_sighand(t, &flags); // expected-warning {{[pvops-restore-disables]}}
}

void put_good(refcount_t *r)
{
	unsigned long flags;

	if (refcount_dec_and_lock_irqsave(r, &users_lock, &flags))
		spin_unlock_irqrestore(&users_lock, flags);
}

/* Enabled on the path that got no lock: nothing to restore there. */
void put_other_path(refcount_t *r)
{
	unsigned long flags;

	if (!refcount_dec_and_lock_irqsave(r, &users_lock, &flags)) {
		local_irq_enable();
		return;
	}
	spin_unlock_irqrestore(&users_lock, flags);
}

void put_bad(refcount_t *r)
{
	unsigned long flags;

	if (!refcount_dec_and_lock_irqsave(r, &users_lock, &flags))
		return;
	msleep(1);
	spin_unlock_irqrestore(&users_lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void once_good(void *buf, bool *done)
{
	unsigned long flags;

	if (__do_once_start(done, &flags)) {
		fill(buf);
		__do_once_done(done, NULL, &flags, NULL);
	}
}

void once_bad(void *buf, bool *done)
{
	unsigned long flags;

	if (__do_once_start(done, &flags)) {
		local_irq_enable();
		fill(buf);
		__do_once_done(done, NULL, &flags, NULL); // expected-warning {{[pvops-restore-disables]}}
	}
}

/* The word that came through the pointer is opaque like any other. */
void sighand_reads_bits(struct task_struct *t)
{
	unsigned long flags;

	if (!lock_task_sighand(t, &flags))
		return;
	WARN_ON_ONCE(flags & X86_EFLAGS_AC); // expected-warning {{[pvops-save-fl-bits, proven]}}
	unlock_task_sighand(t, &flags);
}
