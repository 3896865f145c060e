// RUN: %verify %s
//
// A guard's constructor returns a record by value, and a field of it says
// whether the lock was taken: DEFINE_LOCK_GUARD_1_COND().
#include "kernel.h"

extern void account(spinlock_t *lock);

struct guard {
	spinlock_t *lock;
	int n;
};

extern int try(spinlock_t *lock);
#define try_irq(lock)                                                          \
	({                                                                     \
		local_irq_disable();                                           \
		try(lock) ? 1 : ({ local_irq_enable(); 0; });                  \
	})

struct guard told_by_lock(spinlock_t *l)
{
	return ({
		struct guard _t = { .lock = l }, *_T = &_t;
		if (_T->lock && !try_irq(_T->lock))
			_T->lock = NULL;
		_t;
	});
}

// The field says the same on both.
struct guard told_by_nothing(spinlock_t *l)
{
	struct guard t = { .lock = l };

	if (!try_irq(t.lock))
		account(t.lock);
	t.n = 1;
	return t; // expected-warning {{told_by_nothing() returns with interrupts disabled by try_irq()}}
}
