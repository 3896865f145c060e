// RUN: %verify %s
// RUN: %verify19 %s
//
// K11: cm_send_sidr_rep_locked(), 5.9 (fixed by 221384df6123).  The helper is
// named _locked, and its caller does hold its lock with irqsave, but inside it
// takes another lock with the _irq pair.  From its unlock on, the caller's lock
// is held with interrupts on.

#include "kernel.h"

struct sidr {
	spinlock_t lock;
	int state;
};

static spinlock_t table_lock;
static int table_entries;

extern int post_reply(struct sidr *s);

static int send_reply_locked_bad(struct sidr *s)
{
	int ret;

	if (s->state != 1)
		return -EINVAL;

	ret = post_reply(s);
	if (ret)
		return ret;

	s->state = 2;
	spin_lock_irq(&table_lock);
	table_entries--;
	spin_unlock_irq(&table_lock);
	return 0;
}

int send_reply_bad(struct sidr *s)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&s->lock, flags);
	ret = send_reply_locked_bad(s);
	spin_unlock_irqrestore(&s->lock, flags); // expected-warning {{[pvops-restore-disables]}}
	return ret;
}

static int send_reply_locked_fixed(struct sidr *s)
{
	unsigned long flags;
	int ret;

	if (s->state != 1)
		return -EINVAL;

	ret = post_reply(s);
	if (ret)
		return ret;

	s->state = 2;
	spin_lock_irqsave(&table_lock, flags);
	table_entries--;
	spin_unlock_irqrestore(&table_lock, flags);
	return 0;
}

int send_reply_fixed(struct sidr *s)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&s->lock, flags);
	ret = send_reply_locked_fixed(s);
	spin_unlock_irqrestore(&s->lock, flags);
	return ret;
}
