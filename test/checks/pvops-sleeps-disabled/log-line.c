// RUN: %pvlint check --quiet --fail-on=never %s -- -I%inputs | FileCheck %s
//
// What the kernel prints depends on what sleeps: mutex_lock() asks might_sleep(), and schedule() only finds that preemption
// is disabled, which interrupts are not.

#include "kernel.h"
#include "sched.h"

struct nic {
	spinlock_t lock;
	struct mutex mutex;
};

// CHECK: warning: mutex_lock() may sleep
// CHECK: note: CONFIG_DEBUG_ATOMIC_SLEEP prints here: "BUG: sleeping function called from invalid context"
void asked(struct nic *nic)
{
	local_irq_disable();
	mutex_lock(&nic->mutex);
	mutex_unlock(&nic->mutex);
	local_irq_enable();
}

// CHECK: warning: msleep() may sleep
// CHECK-NOT: prints here
// CHECK: warning: schedule()
void unasked(void)
{
	local_irq_disable();
	msleep(1);
	local_irq_enable();
}

// CHECK: note: the scheduler prints here: "BUG: scheduling while atomic"
void locked(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	schedule();
	spin_unlock_irq(&nic->lock);
}

// CHECK: warning: msleep() on line
// CHECK-NOT: scheduler prints
// CHECK: CONFIG_DEBUG_IRQFLAGS prints here
// CHECK-NOT: scheduler prints
// CHECK: warning: schedule()
void saved(void)
{
	unsigned long flags;

	local_irq_save(flags);
	msleep(1);
	local_irq_restore(flags);
}

// CHECK: note: the scheduler prints here: "BUG: scheduling while atomic"
// CHECK: CONFIG_DEBUG_IRQFLAGS prints here
void saved_and_locked(struct nic *nic)
{
	unsigned long flags;

	spin_lock_irqsave(&nic->lock, flags);
	schedule();
	spin_unlock_irqrestore(&nic->lock, flags);
}
