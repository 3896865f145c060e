#ifndef PVLINT_TEST_BUG_H
#define PVLINT_TEST_BUG_H

#include "compiler.h"

struct bug_entry {
	int addr;
	u16 flags;
};

#define BUGFLAG_WARNING	BIT(0)
#define BUGFLAG_ONCE	BIT(1)

#define _BUG_FLAGS(ins, flags)						\
do {									\
	__asm__ __inline__ __volatile__("1:\t" ins "\n"			\
		".pushsection __bug_table,\"aw\"\n"			\
		"2:\t.long 1b - .\n"					\
		"\t.word %c0\n"						\
		"\t.org 2b+%c1\n"					\
		".popsection\n"						\
		: : "i" (flags), "i" (sizeof(struct bug_entry)));	\
} while (0)

#define BUG()						\
do {							\
	_BUG_FLAGS(".byte 0x0f, 0x0b", 0);		\
	__builtin_unreachable();			\
} while (0)

#define BUG_ON(condition) do { if (unlikely(condition)) BUG(); } while (0)

#define __WARN_FLAGS(flags)					\
do {								\
	_BUG_FLAGS(".byte 0x0f, 0x0b", BUGFLAG_WARNING | (flags)); \
} while (0)

#define WARN_ON(condition) ({					\
	int __ret_warn_on = !!(condition);			\
	if (unlikely(__ret_warn_on))				\
		__WARN_FLAGS(0);				\
	unlikely(__ret_warn_on);				\
})

#define WARN_ON_ONCE(condition) ({				\
	int __ret_warn_on = !!(condition);			\
	if (unlikely(__ret_warn_on))				\
		__WARN_FLAGS(BUGFLAG_ONCE);			\
	unlikely(__ret_warn_on);				\
})

extern __printf(1, 2) void __warn_printk(const char *fmt, ...);

#define WARN(condition, format...) ({				\
	int __ret_warn_on = !!(condition);			\
	if (unlikely(__ret_warn_on)) {				\
		__warn_printk(format);				\
		__WARN_FLAGS(0);				\
	}							\
	unlikely(__ret_warn_on);				\
})

extern __printf(1, 2) __noreturn void panic(const char *fmt, ...);
extern __noreturn void do_exit(long code);

#endif
