// SPDX-License-Identifier: GPL-2.0
/*
 * An interrupt chip behind a slow bus, which is a mutex, and an interrupt of it with a handler that a driver wants to run in
 * hard interrupt context. Booted with threadirqs, the core gives that a thread. The interrupt comes once.
 */
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irq_work.h>
#include <linux/module.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(bus);
static int irq;

static void bus_lock(struct irq_data *data)
{
	mutex_lock(&bus);
}

static void bus_unlock(struct irq_data *data)
{
	mutex_unlock(&bus);
}

static void nothing(struct irq_data *data)
{
}

static struct irq_chip chip = {
	.name = "slow",
	.irq_bus_lock = bus_lock,
	.irq_bus_sync_unlock = bus_unlock,
	.irq_mask = nothing,
	.irq_unmask = nothing,
};

static irqreturn_t handler(int number, void *data)
{
	pr_info("slow_chip: handled\n");
	return IRQ_HANDLED;
}

static void raise(struct irq_work *work)
{
	generic_handle_irq(irq);
}
static DEFINE_IRQ_WORK(work, raise);

static int __init slow_chip_init(void)
{
	int err;

	irq = irq_alloc_descs(-1, 1, 1, 0);
	if (irq < 0)
		return irq;
	irq_set_chip_and_handler(irq, &chip, handle_level_irq);
	err = request_irq(irq, handler, 0, "slow_chip", &chip);
	if (err) {
		irq_free_descs(irq, 1);
		return err;
	}
	irq_work_queue(&work);
	return 0;
}

module_init(slow_chip_init);
MODULE_DESCRIPTION("interrupt chip behind a slow bus");
MODULE_LICENSE("GPL");
