// What drivers call every day and that waits, by what the kernel says of it: a mutex, might_sleep(), might_fault().
// RUN: cd %S && not %pvlint check --quiet driver-calls.c -- -I%inputs | FileCheck %s --implicit-check-not='{{warning:}}'

#include "kernel.h"

struct device;
struct clk;
struct work;
extern int cancel_work_sync(struct work *w);
extern void disable_irq(unsigned int irq);
extern void disable_irq_nosync(unsigned int irq);
extern int clk_prepare(struct clk *c);
extern int clk_enable(struct clk *c);
extern int i2c_smbus_read_byte_data(void *client, unsigned char command);
extern unsigned long copy_to_user(void *to, const void *from, unsigned long n);
extern unsigned long __copy_to_user_inatomic(void *to, const void *from, unsigned long n);
extern void *ioremap(unsigned long at, unsigned long size);
extern int device_register(struct device *d);

struct port {
	spinlock_t lock;
	struct work *work;
	struct clk *clk;
	struct device *dev;
	void *client, *regs;
	int count;
};

static inline int clk_prepare_enable(struct clk *c)
{
	return clk_prepare(c) ? -1 : clk_enable(c);
}

void stops(struct port *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	cancel_work_sync(p->work);
	spin_unlock_irqrestore(&p->lock, flags);
// CHECK: driver-calls.c:[[@LINE-1]]:2: warning: cancel_work_sync() on line [[@LINE-2]] may sleep with interrupts disabled and a lock held
}

void masks(struct port *p)
{
	spin_lock_irq(&p->lock);
	disable_irq(5);
	spin_unlock_irq(&p->lock);
// CHECK: driver-calls.c:[[@LINE-2]]:2: warning: disable_irq() may sleep with interrupts disabled by spin_lock_irq()
}

void clocks(struct port *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	clk_prepare_enable(p->clk);
	spin_unlock_irqrestore(&p->lock, flags);
// CHECK: driver-calls.c:[[@LINE-1]]:2: warning: clk_prepare() in clk_prepare_enable() may sleep with interrupts disabled
}

void reads(struct port *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	p->count = i2c_smbus_read_byte_data(p->client, 1);
	spin_unlock_irqrestore(&p->lock, flags);
// CHECK: driver-calls.c:[[@LINE-1]]:2: warning: i2c_smbus_read_byte_data() may sleep with interrupts disabled
}

long copies(struct port *p, void *user)
{
	unsigned long flags;
	long left;

	spin_lock_irqsave(&p->lock, flags);
	left = copy_to_user(user, &p->count, 4);
	spin_unlock_irqrestore(&p->lock, flags);
// CHECK: driver-calls.c:[[@LINE-1]]:2: warning: copy_to_user() on line [[@LINE-2]] may sleep with interrupts disabled
	return left;
}

void maps(struct port *p)
{
	spin_lock_irq(&p->lock);
	p->regs = ioremap(0, 16);
	device_register(p->dev);
	spin_unlock_irq(&p->lock);
// CHECK: driver-calls.c:[[@LINE-3]]:12: warning: ioremap() may sleep with interrupts disabled
}

/* Their neighbours that do not wait, and the same before and after the section. */
long waits_for_nothing(struct port *p, void *user)
{
	unsigned long flags;
	long left;

	cancel_work_sync(p->work);
	disable_irq(5);
	clk_prepare(p->clk);
	spin_lock_irqsave(&p->lock, flags);
	disable_irq_nosync(6);
	clk_enable(p->clk);
	left = __copy_to_user_inatomic(user, &p->count, 4);
	spin_unlock_irqrestore(&p->lock, flags);
	return left + copy_to_user(user, &p->count, 4);
}
