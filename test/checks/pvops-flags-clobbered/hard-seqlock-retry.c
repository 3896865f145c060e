// RUN: %verify %s
// RUN: %verify19 %s
//
// A seqlock reader that takes the lock only on its second round: whether it
// does, whether it retries and whether it unlocks all hang on the low bit of one
// counter, tested in three inline functions. kernel/sched/cputime.c does this.

#include "kernel.h"

struct seqlock {
	spinlock_t lock;
	unsigned int sequence;
};

extern unsigned int read_begin(struct seqlock *l);
extern int read_retry(struct seqlock *l, unsigned int start);
extern void sum_up(void);

static inline unsigned long begin_or_lock(struct seqlock *l, int *seq)
{
	unsigned long flags = 0;

	if (!(*seq & 1))
		*seq = read_begin(l);
	else
		spin_lock_irqsave(&l->lock, flags);
	return flags;
}

static inline int need_retry(struct seqlock *l, int seq)
{
	return !(seq & 1) && read_retry(l, seq);
}

static inline void done(struct seqlock *l, int seq, unsigned long flags)
{
	if (seq & 1)
		spin_unlock_irqrestore(&l->lock, flags);
}

void times_good(struct seqlock *l)
{
	unsigned int seq, nextseq = 0;
	unsigned long flags;

	do {
		seq = nextseq;
		flags = begin_or_lock(l, &seq);
		sum_up();
		nextseq = 1;
	} while (need_retry(l, seq));
	done(l, seq, flags);
}

/* Asks the wrong question: also retries when it holds the lock. */
void times_bad(struct seqlock *l)
{
	unsigned int seq, nextseq = 0;
	unsigned long flags;

	do {
		seq = nextseq;
		flags = begin_or_lock(l, &seq); // expected-warning {{[pvops-flags-clobbered]}}
		sum_up();
		nextseq = 1;
	} while (read_retry(l, seq));
	done(l, seq, flags);
}
