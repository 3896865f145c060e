// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 and asm goto: a static key's branch may go either way.

#include "kernel.h"

static DEFINE_STATIC_KEY_FALSE(debug_key);
extern void work(void);

void behind_a_static_key(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (static_branch_unlikely(&debug_key))
		local_irq_enable();
	work();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

void bare_asm_goto(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	__asm__ goto("1: jmp %l[slow]" : : : : slow);
	work();
	goto out;
slow:
	local_irq_enable();
	work();
out:
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The key's branch does harmless things. */
void harmless_branch(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (static_branch_unlikely(&debug_key))
		pr_info("debug\n");
	spin_unlock_irqrestore(lock, flags);
}

/* Both jumps end in the same, right place. */
void both_restore(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	__asm__ goto("1: jmp %l[slow]" : : : : slow);
	spin_unlock_irqrestore(lock, flags);
	return;
slow:
	work();
	spin_unlock_irqrestore(lock, flags);
}

/* A key is the same wherever it is asked: opened and closed by one key. */
void one_key_twice(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (static_branch_unlikely(&debug_key))
		local_irq_enable();
	work();
	if (static_branch_unlikely(&debug_key))
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags);
}

/* Two keys are not one. */
static DEFINE_STATIC_KEY_FALSE(trace_key);

void two_keys(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (static_branch_unlikely(&debug_key))
		local_irq_enable();
	work();
	if (static_branch_unlikely(&trace_key))
		local_irq_disable();
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}
