/* Guards: a lock that is let go when its scope ends, by a cleanup attribute. */
#ifndef _EXAMPLES_CLEANUP_H
#define _EXAMPLES_CLEANUP_H

#include "spinlock.h"

#define __PASTE2(a, b)	a##b
#define __PASTE(a, b)	__PASTE2(a, b)

#define DEFINE_LOCK_GUARD_1(_name, _type, _lock, _unlock, ...)		\
	typedef struct {						\
		_type *lock;						\
		__VA_ARGS__;						\
	} class_##_name##_t;						\
	static inline void						\
	class_##_name##_destructor(class_##_name##_t *_T)		\
	{								\
		if (_T->lock) {						\
			_unlock;					\
		}							\
	}								\
	static inline class_##_name##_t					\
	class_##_name##_constructor(_type *l)				\
	{								\
		class_##_name##_t _t = { .lock = l }, *_T = &_t;	\
		_lock;							\
		return _t;						\
	}

#define CLASS(_name, var)						\
	class_##_name##_t var						\
	__attribute__((__cleanup__(class_##_name##_destructor))) =	\
		class_##_name##_constructor

#define guard(_name) CLASS(_name, __PASTE(__guard_, __COUNTER__))

DEFINE_LOCK_GUARD_1(raw_spinlock_irq, raw_spinlock_t,
		    raw_spin_lock_irq(_T->lock),
		    raw_spin_unlock_irq(_T->lock))

DEFINE_LOCK_GUARD_1(raw_spinlock_irqsave, raw_spinlock_t,
		    raw_spin_lock_irqsave(_T->lock, _T->flags),
		    raw_spin_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)

#endif
