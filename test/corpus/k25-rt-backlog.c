// RUN: %verify %s
// RUN: %verify19 %s
// RUN: %verify -DCONFIG_PREEMPT_RT %s
// RUN: %verify19 -DCONFIG_PREEMPT_RT %s
//
// K25: backlog_unlock_irq_restore() (fixed by 26f29b149169).  Without PREEMPT_RT
// both halves agree.  With it, spin_lock_irqsave() leaves interrupts alone and
// the word is 0, but the other half restores it.

#include "kernel.h"

struct softnet { spinlock_t lock; int len; };
extern bool steering;

static inline void backlog_lock(struct softnet *sd, unsigned long *flags)
{
	if (steering)
		spin_lock_irqsave(&sd->lock, *flags);
	else
		local_irq_save(*flags);
}

static inline void backlog_unlock_bad(struct softnet *sd, unsigned long *flags)
{
	if (steering)
		spin_unlock(&sd->lock);
	local_irq_restore(*flags);
}

static inline void backlog_unlock_fixed(struct softnet *sd, unsigned long *flags)
{
	if (steering)
		spin_unlock_irqrestore(&sd->lock, *flags);
	else
		local_irq_restore(*flags);
}

void enqueue_bad(struct softnet *sd)
{
	unsigned long flags;

	backlog_lock(sd, &flags);
	sd->len++;
#ifdef CONFIG_PREEMPT_RT
	backlog_unlock_bad(sd, &flags); // expected-warning {{backlog_unlock_bad() restores 'flags', which is uninitialized on this path: interrupts end up in a random state; restore only where flags were saved [pvops-foreign-flags]}}
#else
	backlog_unlock_bad(sd, &flags); // expected-no-diagnostics
#endif
}

void enqueue_fixed(struct softnet *sd)
{
	unsigned long flags;

	backlog_lock(sd, &flags);
	sd->len++;
	backlog_unlock_fixed(sd, &flags);
}
