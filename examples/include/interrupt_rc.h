/* Interrupts disabled by a count, as in 7.x. */
#ifndef _EXAMPLES_INTERRUPT_RC_H
#define _EXAMPLES_INTERRUPT_RC_H

#include "spinlock.h"

extern void local_interrupt_disable(void);
extern void local_interrupt_enable(void);
extern void _raw_spin_lock_irq_disable(raw_spinlock_t *lock);
extern void _raw_spin_unlock_irq_enable(raw_spinlock_t *lock);

static inline void spin_lock_irq_disable(spinlock_t *lock)
{
	_raw_spin_lock_irq_disable(&lock->rlock);
}

static inline void spin_unlock_irq_enable(spinlock_t *lock)
{
	_raw_spin_unlock_irq_enable(&lock->rlock);
}

#endif
