// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Paths that never come back do not reach the restore, and a check that finds
// interrupts on and turns them off has repaired the state.

#include "kernel.h"

extern int broken(void);
extern void work(void);
extern int check_state(void);

void panics(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (broken()) {
		local_irq_enable();
		panic("state lost\n");
	}
	spin_unlock_irqrestore(lock, flags);
}

void bugs(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (broken()) {
		spin_unlock_irq(lock);
		BUG();
	}
	spin_unlock_irqrestore(lock, flags);
}

void spins_forever(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (broken()) {
		local_irq_enable();
		for (;;)
			cpu_relax();
	}
	spin_unlock_irqrestore(lock, flags);
}

static __noreturn void die_helper(void)
{
	local_irq_enable();
	do_exit(11);
}

void dies_in_a_helper(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (broken())
		die_helper();
	spin_unlock_irqrestore(lock, flags);
}

void unreachable_asm(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (broken()) {
		local_irq_enable();
		__asm__ __volatile__("ud2");
		unreachable();
	}
	spin_unlock_irqrestore(lock, flags);
}

/* An indirect call may or may not have enabled; afterwards they are off. */
void repairs(spinlock_t *lock, void (*fn)(void))
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	fn();
	if (WARN_ON_ONCE(!irqs_disabled()))
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags);
}

/* The same, with an enable that is there for all to see. */
void repairs_seen(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (n)
		local_irq_enable();
	work();
	if (WARN(!irqs_disabled(), "enabled interrupts, n=%d\n", n))
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags);
}

/* After the assertion only "off" is left. */
void asserts(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (n)
		local_irq_enable();
	BUG_ON(!irqs_disabled());
	spin_unlock_irqrestore(lock, flags);
}

/* if (0) and constants: not a path at all. */
#define DEBUG_IRQ 0
void compiled_out(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (DEBUG_IRQ && check_state())
		local_irq_enable();
	if (0)
		spin_unlock_irq(lock);
	spin_unlock_irqrestore(lock, flags);
}

/* The lock macro's own variable says whether it was taken: where it was not, the path ends. */
extern int try_it(void);
#define lock_saving(flags)			\
({						\
	bool __x;				\
						\
	local_irq_save(flags);			\
	if (!(__x = try_it()))			\
		local_irq_restore(flags);	\
	__x;					\
})
void locks_or_dies(int *n)
{
	unsigned long flags;

	if (!lock_saving(flags))
		__builtin_unreachable();
	*n = 1;
	local_irq_restore(flags);
}
