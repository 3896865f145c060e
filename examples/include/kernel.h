/* The rest of the kernel, as far as the examples need it. */
#ifndef _EXAMPLES_KERNEL_H
#define _EXAMPLES_KERNEL_H

#include "irqflags.h"
#include "spinlock.h"
#include "cleanup.h"

typedef _Bool bool;
enum { false = 0, true = 1 };

#define NULL	((void *)0)
#define EBUSY	16

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

extern __attribute__((__format__(printf, 1, 2))) int _printk(const char *fmt, ...);
#define pr_info(fmt, ...) _printk("\0016" fmt, ##__VA_ARGS__)

#define BUG()						\
do {							\
	__asm__ __volatile__(".byte 0x0f, 0x0b");	\
	__builtin_unreachable();			\
} while (0)
#define BUG_ON(condition) do { if (unlikely(condition)) BUG(); } while (0)

extern void mdelay(unsigned int msecs);
extern volatile unsigned long jiffies;

#endif
