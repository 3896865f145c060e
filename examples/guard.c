/*
 * An enable that nobody wrote down.
 *
 * set_affinity() takes a guard, and its lock is let go at the closing brace.
 * There is no unlock to be seen, and what it does to interrupts is hidden in
 * the guard's name: raw_spinlock_irq, not raw_spinlock_irqsave.  Its destructor
 * enables.  The core calls set_affinity() with the descriptor's lock held and
 * interrupts off, and gets them back on.  (Linux 6.10, in
 * its_irq_set_vcpu_affinity(), fixed by 35cb2c6ce7da.)
 */
#include "kernel.h"

struct chip {
	raw_spinlock_t lock;
	unsigned int target;
};

struct desc {
	raw_spinlock_t lock;
	struct chip *chip;
};

static int set_affinity(struct chip *chip, unsigned int cpu)
{
	guard(raw_spinlock_irq)(&chip->lock);

	if (chip->target == cpu)
		return -EBUSY;
	chip->target = cpu;
	return 0;
}	/* interrupts come on here */

int desc_set_affinity(struct desc *desc, unsigned int cpu)
{
	unsigned long flags;
	int ret;

	raw_spin_lock_irqsave(&desc->lock, flags);
	ret = set_affinity(desc->chip, cpu);
	raw_spin_unlock_irqrestore(&desc->lock, flags);	/* wrong */
	return ret;
}

/* right: this guard puts back what it found */
static int set_affinity_fixed(struct chip *chip, unsigned int cpu)
{
	guard(raw_spinlock_irqsave)(&chip->lock);

	if (chip->target == cpu)
		return -EBUSY;
	chip->target = cpu;
	return 0;
}

int desc_set_affinity_fixed(struct desc *desc, unsigned int cpu)
{
	unsigned long flags;
	int ret;

	raw_spin_lock_irqsave(&desc->lock, flags);
	ret = set_affinity_fixed(desc->chip, cpu);
	raw_spin_unlock_irqrestore(&desc->lock, flags);
	return ret;
}
