/* Spinlocks: the slow halves are extern, as in kernel/locking/spinlock.c. */
#ifndef _EXAMPLES_SPINLOCK_H
#define _EXAMPLES_SPINLOCK_H

#include "irqflags.h"

typedef struct raw_spinlock { int val; } raw_spinlock_t;
typedef struct spinlock { raw_spinlock_t rlock; } spinlock_t;

extern void _raw_spin_lock(raw_spinlock_t *lock);
extern void _raw_spin_lock_irq(raw_spinlock_t *lock);
extern unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *lock);
extern int _raw_spin_trylock(raw_spinlock_t *lock);
extern void _raw_spin_unlock(raw_spinlock_t *lock);
extern void _raw_spin_unlock_irq(raw_spinlock_t *lock);
extern void _raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags);

#define raw_spin_lock_irq(lock)		_raw_spin_lock_irq(lock)
#define raw_spin_unlock_irq(lock)	_raw_spin_unlock_irq(lock)
#define raw_spin_lock_irqsave(lock, flags)		\
	do { flags = _raw_spin_lock_irqsave(lock); } while (0)
#define raw_spin_unlock_irqrestore(lock, flags)		\
	do { _raw_spin_unlock_irqrestore(lock, flags); } while (0)

static inline void spin_lock(spinlock_t *lock)
{
	_raw_spin_lock(&lock->rlock);
}

static inline void spin_unlock(spinlock_t *lock)
{
	_raw_spin_unlock(&lock->rlock);
}

static inline void spin_lock_irq(spinlock_t *lock)
{
	_raw_spin_lock_irq(&lock->rlock);
}

static inline void spin_unlock_irq(spinlock_t *lock)
{
	_raw_spin_unlock_irq(&lock->rlock);
}

#define spin_lock_irqsave(lock, flags) \
	raw_spin_lock_irqsave(&(lock)->rlock, flags)

static inline void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	_raw_spin_unlock_irqrestore(&lock->rlock, flags);
}

/* Puts the state back itself when the lock is taken by somebody else. */
#define spin_trylock_irqsave(lock, flags)		\
({							\
	local_irq_save(flags);				\
	_raw_spin_trylock(&(lock)->rlock) ?		\
	1 : ({ local_irq_restore(flags); 0; });		\
})

#endif
