// RUN: %verify %s
// RUN: %verify19 %s

// read_seqbegin() waits for an even count, so a count is odd only where the lock was taken.

#include "kernel.h"

#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))

typedef struct { unsigned int sequence; spinlock_t lock; } seqlock_t;
struct stats { seqlock_t lock; int sum, count; };

void relax(void);

static inline unsigned int read_seqbegin(const seqlock_t *sl)
{
	unsigned int seq;

	while (unlikely((seq = READ_ONCE(sl->sequence)) & 1))
		relax();
	return seq;
}

static inline unsigned long begin_or_lock(seqlock_t *sl, int *seq)
{
	unsigned long flags = 0;

	if (!(*seq & 1))
		*seq = read_seqbegin(sl);
	else
		spin_lock_irqsave(&sl->lock, flags);
	return flags;
}

static inline int need_retry(seqlock_t *sl, int seq)
{
	return !(seq & 1) && READ_ONCE(sl->sequence) != (unsigned int)seq;
}

static inline void done(seqlock_t *sl, int seq, unsigned long flags)
{
	if (seq & 1)
		spin_unlock_irqrestore(&sl->lock, flags);
}

int counted_by_two(struct stats *s)
{
	unsigned long flags;
	int seq = 1, sum;

retry:
	seq++;
	flags = begin_or_lock(&s->lock, &seq);
	sum = s->sum;
	if (need_retry(&s->lock, seq))
		goto retry;
	done(&s->lock, seq, flags);
	return sum;
}

int odd_the_second_time(struct stats *s)
{
	unsigned long flags;
	int seq = 0, sum;

	for (;;) {
		flags = begin_or_lock(&s->lock, &seq);
		sum = s->sum;
		if (!need_retry(&s->lock, seq))
			break;
		seq = 1;
	}
	done(&s->lock, seq, flags);
	return sum;
}

// The other way round.
int done_if_even(struct stats *s)
{
	unsigned long flags;
	int seq = 0, sum;

	for (;;) {
		flags = begin_or_lock(&s->lock, &seq);
		sum = s->sum;
		if (!need_retry(&s->lock, seq))
			break;
		seq = 1;
	}
	if (!(seq & 1))
		return sum;
	return -sum; // expected-warning {{done_if_even() returns with interrupts disabled by spin_lock_irqsave()}}
}

static unsigned int wait_for_even(struct stats *s)
{
	unsigned int seq;

	while ((seq = READ_ONCE(s->lock.sequence)) & 1)
		relax();
	return seq;
}

// Another CPU ends the wait, although the count is odd before it.
int waits_for_another(struct stats *s)
{
	unsigned long flags;

	local_irq_save(flags);
	s->lock.sequence = 1;
	if (wait_for_even(s) == 4)
		return -5; // expected-warning {{waits_for_another() returns with interrupts disabled by local_irq_save()}}
	local_irq_restore(flags);
	return 0;
}
