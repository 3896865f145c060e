// RUN: %verify %s
// RUN: %verify19 %s

// scoped_seqlock_read() of 7.x: a record remembers in which of four states a loop is, and one of them
// holds the lock.

#include "kernel.h"

enum state { done, locked, locked_irqsave, lockless };

struct scope { enum state state; unsigned long data; spinlock_t *lock, *lock_irqsave; };
struct seqlock { unsigned int sequence; spinlock_t lock; };
struct stats { struct seqlock lock; int sum; };

unsigned int read_begin(struct seqlock *s);
int read_retry(struct seqlock *s, unsigned int seq);
void impossible(void);

static inline void leave(struct scope *s)
{
	if (s->lock)
		spin_unlock(s->lock);
	if (s->lock_irqsave)
		spin_unlock_irqrestore(s->lock_irqsave, s->data);
}

static inline void next(struct scope *s, struct seqlock *lock, enum state target)
{
	switch (s->state) {
	case done:
		impossible();
		return;
	case locked:
	case locked_irqsave:
		s->state = done;
		return;
	case lockless:
		if (!read_retry(lock, s->data)) {
			s->state = done;
			return;
		}
		break;
	}
	switch (target) {
	case done:
		impossible();
		return;
	case locked:
		s->lock = &lock->lock;
		spin_lock(s->lock);
		s->state = locked;
		return;
	case locked_irqsave:
		s->lock_irqsave = &lock->lock;
		spin_lock_irqsave(s->lock_irqsave, s->data);
		s->state = locked_irqsave;
		return;
	case lockless:
		s->data = read_begin(lock);
		return;
	}
}

int reads_in_a_loop(struct stats *s)
{
	int sum = 0;

	for (struct scope scope __attribute__((cleanup(leave))) = { .state = lockless, .data = read_begin(&s->lock) };
	     scope.state != done; next(&scope, &s->lock, locked_irqsave))
		sum = s->sum;
	return sum;
}

// The state that holds the lock goes back to the first one.
static inline void next_and_again(struct scope *s, struct seqlock *lock)
{
	switch (s->state) {
	case done:
		return;
	case locked:
	case locked_irqsave:
		s->state = read_retry(lock, 0) ? lockless : done;
		return;
	case lockless:
		if (!read_retry(lock, s->data)) {
			s->state = done;
			return;
		}
		break;
	}
	s->lock_irqsave = &lock->lock;
	spin_lock_irqsave(s->lock_irqsave, s->data);
	s->state = locked_irqsave;
}

int locks_twice(struct stats *s)
{
	int sum = 0;

	for (struct scope scope __attribute__((cleanup(leave))) = { .state = lockless, .data = read_begin(&s->lock) };
	     scope.state != done; next_and_again(&scope, &s->lock)) // expected-warning {{next_and_again() overwrites 'scope.data'}}
		sum = s->sum;
	return sum;
}
