// What pvops-annotation shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && not %pvlint check --quiet --level=error levels.c -- -I%inputs -I%S/../../../examples/include | FileCheck %s --check-prefixes=ERROR %whole
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs -I%S/../../../examples/include | FileCheck %s --check-prefixes=ERROR,WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs -I%S/../../../examples/include | FileCheck %s --check-prefixes=ERROR,WARNING,AUDIT %whole

#include "kernel.h"
#include "pvlint.h"

struct chip {
	spinlock_t lock;
	int left;
};
extern void outside(struct chip *c);

/* error: a way out of the body is not as declared. */
pv_returns_irqs_off void off_on_some(struct chip *c)
{
	if (!c->left)
		return;
	spin_lock_irq(&c->lock);
}

/* error: the step that ends it is named. */
pv_returns_irqs_off void off_and_on(struct chip *c)
{
	spin_lock_irq(&c->lock);
	c->left++;
	spin_unlock_irq(&c->lock);
}

/* warning: there is no such annotation. */
extern int misspelt(int a) pv_annotate("returns_irq_off");

/* warning: it cannot be said of this. */
extern void no_result(int a) pv_returns_word;

/* audit: outside() may do it. */
pv_returns_irqs_on void by_another(struct chip *c)
{
	outside(c);
}

/* Not shown. */
pv_returns_irqs_off void off_on_all(struct chip *c)
{
	spin_lock_irq(&c->lock);
}

// ERROR: levels.c:19:3: warning: off_on_some() is annotated returns_irqs_off but returns here with the interrupt state unchanged; fix the body or the annotation [pvops-annotation, proven]
// ERROR: levels.c:16:1: note: annotated here
// ERROR: levels.c:29:1: warning: off_and_on() is annotated returns_irqs_off but returns here with interrupts enabled by spin_unlock_irq() on line 28; fix the body or the annotation [pvops-annotation, proven]
// ERROR: levels.c:24:1: note: annotated here
// ERROR: levels.c:28:2: note: interrupts enabled here by spin_unlock_irq()
// WARNING: levels.c:32:28: warning: there is no annotation 'pvlint::returns_irq_off', did you mean 'pvlint::returns_irqs_off'? [pvops-annotation]
// WARNING: levels.c:35:30: warning: 'pvlint::returns_word' means nothing here: put it on a function that returns a value [pvops-annotation]
// AUDIT: levels.c:41:1: remark: by_another() is annotated returns_irqs_on but returns here with the interrupt state unchanged, unless a callee in another file does that; annotate it too [pvops-annotation]
// AUDIT: levels.c:38:1: note: annotated here
