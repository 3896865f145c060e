#ifndef PVLINT_TEST_SCHED_H
#define PVLINT_TEST_SCHED_H

#include "spinlock.h"
#include "list.h"

/* All of these sleep, and come back with interrupts on. */
extern void schedule(void);
extern long schedule_timeout(long timeout);
extern void msleep(unsigned int msecs);

struct mutex { atomic_t owner; };

extern void mutex_lock(struct mutex *lock);
extern int mutex_trylock(struct mutex *lock);
extern void mutex_unlock(struct mutex *lock);

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_GUARD_COND(mutex, _try, mutex_trylock(_T))

/* These do not. */
extern void mdelay(unsigned int msecs);
extern void udelay(unsigned int usecs);
extern int smp_processor_id(void);
extern bool in_nmi(void);

/* Sleeps only if another task wants the processor. */
extern int __cond_resched(void);
#define cond_resched() __cond_resched()

struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
};

struct wait_queue_entry {
	unsigned int flags;
	struct list_head entry;
};

#define TASK_UNINTERRUPTIBLE 2

extern void init_wait_entry(struct wait_queue_entry *wq_entry, int flags);
extern long prepare_to_wait_event(struct wait_queue_head *wq_head,
				  struct wait_queue_entry *wq_entry, int state);
extern void finish_wait(struct wait_queue_head *wq_head,
			struct wait_queue_entry *wq_entry);
extern void wake_up(struct wait_queue_head *wq_head);

#define ___wait_event(wq_head, condition, state, ret, cmd)		\
({									\
	__label__ __out;						\
	struct wait_queue_entry __wq_entry;				\
	long __ret = ret;						\
									\
	init_wait_entry(&__wq_entry, 0);				\
	for (;;) {							\
		long __int = prepare_to_wait_event(&wq_head, &__wq_entry, state); \
									\
		if (condition)						\
			break;						\
		if (state != TASK_UNINTERRUPTIBLE && __int) {		\
			__ret = __int;					\
			goto __out;					\
		}							\
		cmd;							\
	}								\
	finish_wait(&wq_head, &__wq_entry);				\
__out:	__ret;								\
})

#define wait_event(wq_head, condition)					\
do {									\
	if (condition)							\
		break;							\
	(void)___wait_event(wq_head, condition, TASK_UNINTERRUPTIBLE, 0, \
			    schedule());				\
} while (0)

#define wait_event_lock_irq(wq_head, condition, lock)			\
do {									\
	if (condition)							\
		break;							\
	(void)___wait_event(wq_head, condition, TASK_UNINTERRUPTIBLE, 0, \
			    spin_unlock_irq(&lock);			\
			    schedule();					\
			    spin_lock_irq(&lock));			\
} while (0)

struct sighand_struct {
	spinlock_t siglock;
	int action;
};

struct task_struct {
	unsigned int __state;
	int flags;
	struct sighand_struct *sighand;
	raw_spinlock_t pi_lock;
};

/* Returns NULL with nothing changed, or the sighand with its lock held. */
extern struct sighand_struct *__lock_task_sighand(struct task_struct *task,
						  unsigned long *flags);

static inline struct sighand_struct *
lock_task_sighand(struct task_struct *task, unsigned long *flags)
{
	struct sighand_struct *ret;

	ret = __lock_task_sighand(task, flags);
	return ret;
}

static inline void unlock_task_sighand(struct task_struct *task,
				       unsigned long *flags)
{
	spin_unlock_irqrestore(&task->sighand->siglock, *flags);
}

extern unsigned long volatile jiffies;

#endif
