#ifndef PVLINT_TEST_PRINTK_H
#define PVLINT_TEST_PRINTK_H

#include "compiler.h"

extern __printf(1, 2) int _printk(const char *fmt, ...);

#define KERN_ERR	"\001" "3"
#define KERN_INFO	"\001" "6"
#define KERN_DEBUG	"\001" "7"

#define printk(fmt, ...) ({ _printk(fmt, ##__VA_ARGS__); })
#define pr_err(fmt, ...) printk(KERN_ERR fmt, ##__VA_ARGS__)
#define pr_info(fmt, ...) printk(KERN_INFO fmt, ##__VA_ARGS__)
#define pr_debug(fmt, ...)					\
	do {							\
		if (0)						\
			printk(KERN_DEBUG fmt, ##__VA_ARGS__);	\
	} while (0)

#endif
