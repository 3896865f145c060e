/*
 * A compact model of the Linux 6.12 headers that matter to the interrupt
 * flags contract, for x86.  Only the shapes are modelled: which function is
 * extern, which is an inline wrapper, which is a macro and what its expansion
 * looks like to a compiler.  The analyzer knows the true primitives from its
 * contract file and has to infer every wrapper in here from its body.
 *
 * Options, defined before this file is included:
 *   CONFIG_TRACE_IRQFLAGS	local_irq_*() test the word and call tracing hooks
 *   CONFIG_PREEMPT_RT		spin_lock_irqsave() does not touch interrupts
 */
#ifndef PVLINT_TEST_KERNEL_H
#define PVLINT_TEST_KERNEL_H

#include "types.h"
#include "compiler.h"
#include "cleanup.h"
#include "irqflags.h"
#include "bug.h"
#include "printk.h"
#include "spinlock.h"
#include "jump_label.h"
#include "list.h"
#include "gfp.h"
#include "sched.h"

#endif
