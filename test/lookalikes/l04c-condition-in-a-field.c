// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Runtime PM: the condition is a field, the two halves are far apart, and an
// indirect call stands between.  A field read through the same unmodified
// pointer keeps its truth until this function assigns it (a named policy).
// Without it the two tests seem to mix, and a lock taken with irqsave seems to
// be dropped with _irq and retaken plain.

#include "kernel.h"

struct dev {
	struct {
		spinlock_t lock;
		bool irq_safe;
		int status;
	} power;
	int (*suspend)(struct dev *dev);
};

static int rpm_callback(int (*cb)(struct dev *), struct dev *dev)
{
	int ret;

	if (dev->power.irq_safe)
		spin_unlock(&dev->power.lock);
	else
		spin_unlock_irq(&dev->power.lock);

	ret = cb(dev);

	if (dev->power.irq_safe)
		spin_lock(&dev->power.lock);
	else
		spin_lock_irq(&dev->power.lock);

	return ret;
}

int rpm_suspend(struct dev *dev)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&dev->power.lock, flags);
	dev->power.status = 1;
	ret = rpm_callback(dev->suspend, dev);
	dev->power.status = ret ? 0 : 2;
	spin_unlock_irqrestore(&dev->power.lock, flags);
	return ret;
}

/* In one function, and negated the second time. */
int rpm_resume(struct dev *dev)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&dev->power.lock, flags);
	if (!dev->power.irq_safe)
		spin_unlock_irq(&dev->power.lock);
	else
		spin_unlock(&dev->power.lock);
	ret = dev->suspend(dev);
	if (dev->power.irq_safe)
		spin_lock(&dev->power.lock);
	else
		spin_lock_irq(&dev->power.lock);
	spin_unlock_irqrestore(&dev->power.lock, flags);
	return ret;
}

/* The field decides whether the word was saved at all. */
void rpm_poke(struct dev *dev)
{
	unsigned long flags = 0;

	if (dev->power.irq_safe)
		spin_lock_irqsave(&dev->power.lock, flags);
	dev->power.status++;
	if (dev->power.irq_safe)
		spin_unlock_irqrestore(&dev->power.lock, flags);
}
