/* The shape of Xen's <asm/system.h>, <xen/spinlock.h> and <xen/lib.h>. */
#ifndef XEN_H
#define XEN_H

typedef _Bool bool;

#define X86_EFLAGS_IF 0x200UL

#define local_irq_disable() asm volatile ("cli" : : : "memory")
#define local_irq_enable() asm volatile ("sti" : : : "memory")

#define local_save_flags(x)						\
	({ asm volatile ("pushf" "q" " ; pop" "q" " %0" : "=g" (x)); })

#define local_irq_save(x)						\
	({ local_save_flags(x); local_irq_disable(); })

/* Only IF of the word counts, and it goes both ways. */
#define local_irq_restore(x)						\
	({								\
		asm volatile ("pushfq\n\t"				\
			      "andq %0, (%%rsp)\n\t"			\
			      "orq %1, (%%rsp)\n\t"			\
			      "popfq"					\
			      : : "i?r" (~X86_EFLAGS_IF),		\
				  "ri" ((x) & X86_EFLAGS_IF));		\
	})

static inline int local_irq_is_enabled(void)
{
	unsigned long flags;

	local_save_flags(flags);
	return !!(flags & X86_EFLAGS_IF);
}

extern void __attribute__((noreturn)) assert_failed(const char *expr);
#define ASSERT(p) do { if (!(p)) assert_failed(#p); } while (0)

typedef struct { unsigned int head; } spinlock_t;
typedef struct { unsigned int count; } rwlock_t;

void _spin_lock(spinlock_t *lock);
void _spin_lock_irq(spinlock_t *lock);
unsigned long _spin_lock_irqsave(spinlock_t *lock);
bool _spin_trylock(spinlock_t *lock);
void _spin_unlock(spinlock_t *lock);
void _spin_unlock_irq(spinlock_t *lock);
void _spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);

#define spin_lock(l) _spin_lock(l)
#define spin_lock_irq(l) _spin_lock_irq(l)
#define spin_lock_irqsave(l, f) ({ (f) = _spin_lock_irqsave(l); })
#define spin_trylock(l) _spin_trylock(l)
#define spin_unlock(l) _spin_unlock(l)
#define spin_unlock_irq(l) _spin_unlock_irq(l)
#define spin_unlock_irqrestore(l, f) _spin_unlock_irqrestore(l, f)

/* Bodies that say themselves what the contract says. */
static inline void _write_lock_irq(rwlock_t *lock)
{
	ASSERT(local_irq_is_enabled());
	local_irq_disable();
	lock->count = 1;
}

static inline void _write_unlock_irq(rwlock_t *lock)
{
	lock->count = 0;
	local_irq_enable();
}

#define write_lock_irq(l) _write_lock_irq(l)
#define write_unlock_irq(l) _write_unlock_irq(l)

void on_selected_cpus(const void *mask, void (*func)(void *), void *info,
		      int wait);

#endif
