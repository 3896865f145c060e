/* Interrupts disabled by a count, as in 7.x: the bodies, in short. */
#ifndef PVLINT_TEST_INTERRUPT_RC_H
#define PVLINT_TEST_INTERRUPT_RC_H

#include "irqflags.h"
#include "spinlock.h"

#define HARDIRQ_DISABLE_OFFSET	0x10000
#define HARDIRQ_DISABLE_MASK	0xff0000

extern int __preempt_count_add_return(int val);
extern int __preempt_count_sub_return(int val);

/* Out of line for modules. */
extern void _local_interrupt_save_state(unsigned long flags);
extern void _local_interrupt_enable(void);

static inline void local_interrupt_disable(void)
{
	unsigned long flags;
	int count;

	local_irq_save(flags);
	count = __preempt_count_add_return(HARDIRQ_DISABLE_OFFSET);
	if ((count & HARDIRQ_DISABLE_MASK) == HARDIRQ_DISABLE_OFFSET)
		_local_interrupt_save_state(flags);
}

static inline void local_interrupt_enable(void)
{
	int count = __preempt_count_sub_return(HARDIRQ_DISABLE_OFFSET);

	if ((count & HARDIRQ_DISABLE_MASK) == 0)
		_local_interrupt_enable();
}

extern void _raw_spin_lock_irq_disable(raw_spinlock_t *lock);
extern void _raw_spin_unlock_irq_enable(raw_spinlock_t *lock);

#define raw_spin_lock_irq_disable(lock)		_raw_spin_lock_irq_disable(lock)
#define raw_spin_unlock_irq_enable(lock)	_raw_spin_unlock_irq_enable(lock)

static __always_inline int raw_spin_trylock_irq_disable(raw_spinlock_t *lock)
{
	local_interrupt_disable();
	if (_raw_spin_trylock(lock))
		return 1;
	local_interrupt_enable();
	return 0;
}

#ifndef CONFIG_PREEMPT_RT
static __always_inline void spin_lock_irq_disable(spinlock_t *lock)
{
	raw_spin_lock_irq_disable(&lock->rlock);
}

static __always_inline void spin_unlock_irq_enable(spinlock_t *lock)
{
	raw_spin_unlock_irq_enable(&lock->rlock);
}

static __always_inline int spin_trylock_irq_disable(spinlock_t *lock)
{
	return raw_spin_trylock_irq_disable(&lock->rlock);
}
#else
static __always_inline void spin_lock_irq_disable(spinlock_t *lock)
{
	rt_spin_lock(lock);
}

static __always_inline void spin_unlock_irq_enable(spinlock_t *lock)
{
	rt_spin_unlock(lock);
}

static __always_inline int spin_trylock_irq_disable(spinlock_t *lock)
{
	return rt_spin_trylock(lock);
}
#endif

DEFINE_LOCK_GUARD_0(interrupt_disable, local_interrupt_disable(),
		    local_interrupt_enable())
DEFINE_LOCK_GUARD_1(spinlock_irq_disable, spinlock_t,
		    spin_lock_irq_disable(_T->lock),
		    spin_unlock_irq_enable(_T->lock))
DEFINE_LOCK_GUARD_1_COND(spinlock_irq_disable, _try,
			 spin_trylock_irq_disable(_T->lock))

#endif
