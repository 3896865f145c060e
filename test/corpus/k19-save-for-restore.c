// RUN: %verify %s
// RUN: %verify19 %s
// RUN: cp %s %t.c && not %pvlint check --fix %t.c -- -I%inputs
// RUN: FileCheck --check-prefix=FIXED %s < %t.c
//
// K19: rm7k_tc_disable(), MIPS up to 4.7, ended its section with a second
// local_irq_save() where local_irq_restore() was meant.  One mistake, so one
// report: that the first word is overwritten is not told as well.

#include "kernel.h"

extern void set_config(unsigned long bits);
extern void blast_cache(void);

void cache_disable_bad(void)
{
	unsigned long flags;

	local_irq_save(flags);
	blast_cache();
	set_config(0);
	local_irq_save(flags); // expected-warning {{[pvops-unrestored-flags]}}
}
// FIXED: {{^}}void cache_disable_bad(
// FIXED: {{^[[:space:]]+}}set_config(0);
// FIXED-NEXT: {{^ *}}local_irq_restore(flags);

void cache_disable_fixed(void)
{
	unsigned long flags;

	local_irq_save(flags);
	blast_cache();
	set_config(0);
	local_irq_restore(flags);
}
