// RUN: not %pvlint check %s -- -std=gnu11 -I%inputs > %t.out
// RUN: FileCheck %s --implicit-check-not=warning: < %t.out
// RUN: cp %s %t.c && not %pvlint check --fix %t.c -- -std=gnu11 -I%inputs > %t.fix
// RUN: grep -c "unsigned long flags;" %t.c | FileCheck --check-prefix=FIXED %s
//
// K23: Xen's sched_credit2 kept the word in an int (782dcf5c50).

#include "kernel.h"

struct prv { rwlock_t lock; int cap; };

int get_cap_bad(struct prv *prv)
{
	int flags;
	int cap;

	read_lock_irqsave(&prv->lock, flags);
	cap = prv->cap;
	read_unlock_irqrestore(&prv->lock, flags);
	return cap;
}
// CHECK: k23-int-flags.c:[[#@LINE-5]]:2: warning: 'flags' has a signed 32-bit type but holds saved flags: {{.*}}; declare it unsigned long [pvops-flags-narrowed]
// CHECK: :[[#@LINE-4]]:2: note: truncated flags restored here
// FIXED: 3

int get_cap_fixed(struct prv *prv)
{
	unsigned long flags;
	int cap;

	read_lock_irqsave(&prv->lock, flags);
	cap = prv->cap;
	read_unlock_irqrestore(&prv->lock, flags);
	return cap;
}
