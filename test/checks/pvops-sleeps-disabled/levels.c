// What pvops-sleeps-disabled shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=ERROR,WARNING,AUDIT %whole

#include "kernel.h"
#include "sched.h"

extern void *__kmalloc(unsigned long n, unsigned int flags);
extern int request_irq(unsigned int irq, int (*handler)(int, void *), unsigned long flags, const char *name, void *dev);

struct nic {
	spinlock_t lock;
	int up;
	void *ring;
};

/* error: in the function's own section. */
void direct(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	if (nic->up)
		msleep(20);
	spin_unlock_irq(&nic->lock);
}

static void stop_hardware(struct nic *nic)
{
	nic->up = 0;
	msleep(20);
}

void by_callee(struct nic *nic)
{
	spin_lock_irq(&nic->lock);
	stop_hardware(nic);
	spin_unlock_irq(&nic->lock);
}

/* warning: an interrupt handler gets there. */
static void reset(struct nic *nic)
{
	nic->up = 0;
	schedule();
}

static int handler(int irq, void *dev)
{
	reset(dev);
	return 1;
}

int probe(struct nic *nic)
{
	return request_irq(5, handler, 0, "nic", nic);
}

/* audit: the caller's gfp flags decide. */
void allocates(struct nic *nic, unsigned int gfp)
{
	spin_lock_irq(&nic->lock);
	nic->ring = __kmalloc(8, gfp);
	spin_unlock_irq(&nic->lock);
}

/* audit: nothing contends while the system starts. */
__attribute__((section(".init.text"))) void boot(struct nic *nic)
{
	local_irq_disable();
	msleep(1);
	local_irq_enable();
}

// ERROR: levels.c:23:3: warning: msleep() may sleep with interrupts disabled by spin_lock_irq() on line 21: the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]
// ERROR: levels.c:21:2: note: interrupts disabled here by spin_lock_irq()
// ERROR: levels.c:22:6: note: with 'nic->up' nonzero
// ERROR: levels.c:23:3: note: the scheduler prints here: "BUG: scheduling while atomic"
// ERROR: levels.c:36:2: warning: stop_hardware() (msleep()) may sleep with interrupts disabled by spin_lock_irq(): the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled, proven]
// ERROR: levels.c:35:2: note: interrupts disabled here by spin_lock_irq()
// ERROR: levels.c:36:2: note: by_callee() calls stop_hardware() here
// ERROR: levels.c:30:2: note: msleep() may sleep here
// ERROR: levels.c:30:2: note: the scheduler prints here: "BUG: scheduling while atomic"
// WARNING: levels.c:44:2: warning: schedule() may sleep, but reset() is reachable from handler(), which is entered with interrupts disabled; leave that to a thread or a work item [pvops-sleeps-disabled]
// WARNING: levels.c:47:12: note: handler() is entered with interrupts disabled: a hard interrupt handler, passed to request_irq()
// WARNING: levels.c:49:2: note: handler() calls reset() with interrupts disabled
// WARNING: levels.c:44:2: note: the scheduler prints here: "BUG: scheduling while atomic"
// AUDIT: levels.c:62:14: remark: __kmalloc() may sleep with interrupts disabled by spin_lock_irq() on line 61: the rest of the section runs with them enabled; use GFP_ATOMIC, or allocate before [pvops-sleeps-disabled]
// AUDIT: levels.c:61:2: note: interrupts disabled here by spin_lock_irq()
// AUDIT: levels.c:70:2: remark: msleep() may sleep with interrupts disabled by local_irq_disable() on line 69: the rest of the section runs with them enabled; sleep outside the section [pvops-sleeps-disabled]
// AUDIT: levels.c:69:2: note: interrupts disabled here by local_irq_disable()
