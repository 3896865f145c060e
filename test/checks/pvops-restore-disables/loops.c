// RUN: %verify %s
// RUN: %verify19 %s
//
// C2 in loops.

#include "kernel.h"

extern void work(void);
extern int more(void);
extern int done(void);

/* Opens, works, and breaks out before it closes. */
void breaks_while_open(void)
{
	unsigned long flags;

	local_irq_save(flags);
	while (more()) {
		local_irq_enable();
		work();
		if (done())
			break;
		local_irq_disable();
	}
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
}

void breaks_while_closed(void)
{
	unsigned long flags;

	local_irq_save(flags);
	while (more()) {
		local_irq_enable();
		work();
		local_irq_disable();
		if (done())
			break;
	}
	local_irq_restore(flags);
}

/* continue skips the disable; the loop may end right after. */
void continues_while_open(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	while (more()) {
		spin_unlock_irq(lock);
		work();
		if (done()) {
			spin_lock(lock);
			continue;
		}
		spin_lock_irq(lock);
	}
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* The second round is what goes wrong: the first still finds them off. */
void second_round(spinlock_t *lock, int n)
{
	unsigned long flags;
	int i;

	for (i = 0; i < n; i++) {
		spin_lock_irqsave(lock, flags);
		if (i) {
			spin_unlock_irq(lock);
			work();
			spin_lock(lock);
		}
		spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
	}
}

/* Saved once, restored in each round; the next round begins with "off". */
void do_while(spinlock_t *lock)
{
	unsigned long flags;

	do {
		spin_lock_irqsave(lock, flags);
		work();
		spin_unlock_irqrestore(lock, flags);
		cpu_relax();
	} while (more());
}

/* Drops the lock every now and then, as long walks do. */
void breathes(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	while (n--) {
		work();
		if (!(n & 63)) {
			spin_unlock_irqrestore(lock, flags);
			cond_resched();
			spin_lock_irqsave(lock, flags);
		}
	}
	spin_unlock_irqrestore(lock, flags);
}

/* Breathes with the _irq pair, and the pair is crossed. */
void breathes_wrong(spinlock_t *lock, int n)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	while (n--) {
		work();
		if (!(n & 63)) {
			spin_unlock_irq(lock);
			cpu_relax();
			spin_lock(lock);
		}
	}
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* goto back to the start of the section. */
void again(spinlock_t *lock)
{
	unsigned long flags;

retry:
	spin_lock_irqsave(lock, flags);
	if (more()) {
		spin_unlock_irqrestore(lock, flags);
		work();
		goto retry;
	}
	spin_unlock_irqrestore(lock, flags);
}

/* goto back into the section, past the disable. */
void back_into_the_section(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
inside:
	work();
	if (more()) {
		local_irq_enable();
		goto inside;
	}
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

/* Nested loops; the inner one leaves with interrupts on. */
void nested_loops(spinlock_t *lock, int n)
{
	unsigned long flags;
	int i, j;

	spin_lock_irqsave(lock, flags);
	for (i = 0; i < n; i++) {
		for (j = 0; j < i; j++) {
			if (done()) {
				local_irq_enable();
				goto out;
			}
		}
	}
out:
	spin_unlock_irqrestore(lock, flags); // expected-warning {{[pvops-restore-disables]}}
}
