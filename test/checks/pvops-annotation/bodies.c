/* What a declaration says of a function is held against its body. */
// RUN: %verify -I%S/../../../examples/include %s
// RUN: %verify19 -I%S/../../../examples/include %s
#include "kernel.h"
#include "pvlint.h"

struct chip {
	spinlock_t lock;
	unsigned long flags;
	int left;
};
extern void outside(struct chip *c);

void off_on_all(struct chip *c) pv_returns_irqs_off;
void off_on_all(struct chip *c) { spin_lock_irq(&c->lock); }

void off_on_some(struct chip *c) pv_returns_irqs_off;
void off_on_some(struct chip *c)
{
	if (!c->left)
		return; // expected-warning {{off_on_some() is annotated returns_irqs_off but returns here with the interrupt state unchanged; fix the body or the annotation [pvops-annotation, proven]}}
	spin_lock_irq(&c->lock);
}

pv_returns_irqs_off void off_and_on(struct chip *c)
{
	spin_lock_irq(&c->lock);
	c->left++;
	spin_unlock_irq(&c->lock);
} // expected-warning {{off_and_on() is annotated returns_irqs_off but returns here with interrupts enabled by spin_unlock_irq() on line 29; fix the body or the annotation [pvops-annotation, proven]}}
pv_returns_irqs_on void on_none(struct chip *c) { c->left = 0; } // expected-warning {{on_none() is annotated returns_irqs_on but returns here with the interrupt state unchanged; fix the body or the annotation [pvops-annotation, proven]}}
pv_returns_irqs_on void on_outside(struct chip *c) { outside(c); }
pv_restores_irqs_state void pair(struct chip *c) {
	spin_lock_irq(&c->lock);
	spin_unlock_irq(&c->lock);
} // expected-warning {{pair() is annotated restores_irqs_state but always returns here with interrupts enabled by spin_unlock_irq() on line 35; fix the body or the annotation [pvops-annotation, proven]}}
pv_restores_irqs_state void save_pair(struct chip *c) {
	unsigned long flags;
	spin_lock_irqsave(&c->lock, flags);
	spin_unlock_irqrestore(&c->lock, flags);
}
pv_restores_irqs_state pv_entered_irqs_on void pair_on(struct chip *c) {
	spin_lock_irq(&c->lock);
	spin_unlock_irq(&c->lock);
}
pv_restores_irqs_state pv_entered_irqs_off void opens(struct chip *c) {
	local_irq_enable();
	local_irq_disable();
}
pv_restores_irqs_state pv_entered_irqs_off void opens_bad(struct chip *c) {
	local_irq_enable();
} // expected-warning {{opens_bad() is annotated restores_irqs_state but always returns here with interrupts enabled by local_irq_enable() on line 51; fix the body or the annotation [pvops-annotation, proven]}}
pv_entered_irqs_off void restore_off(struct chip *c) {
	unsigned long flags;
	spin_lock_irqsave(&c->lock, flags);
	local_irq_enable();
	spin_unlock_irqrestore(&c->lock, flags); // expected-warning {{spin_unlock_irqrestore() restores flags that say disabled, with interrupts enabled by local_irq_enable(), and on x86 that does nothing; disable them first [pvops-restore-disables, proven]}}
}
pv_returns_word pv_returns_irqs_off unsigned long lock(struct chip *c) {
	unsigned long flags;
	spin_lock_irqsave(&c->lock, flags);
	return flags;
}
pv_returns_word pv_returns_irqs_off unsigned long lock_bad(struct chip *c) {
	if (!c->left) return 0; // expected-warning {{lock_bad() is annotated returns_irqs_off but returns here with the interrupt state unchanged; fix the body or the annotation [pvops-annotation, proven]}}
	return lock(c);
}
pv_returns_word pv_returns_irqs_off unsigned long lock_late(struct chip *c) {
	unsigned long flags;
	local_irq_disable();
	local_save_flags(flags);
	return flags; // expected-warning {{lock_late() is annotated returns_word but returns flags that local_save_flags() saved with interrupts already disabled; fix the body or the annotation [pvops-annotation, proven]}}
}
pv_returns_irqs_off void lock_to(struct chip *c, unsigned long *flags pv_stores_word) {
	spin_lock_irqsave(&c->lock, *flags);
}
pv_returns_irqs_off void lock_to_bad(struct chip *c, unsigned long *flags pv_stores_word) {
	if (c->left)
		spin_lock_irqsave(&c->lock, *flags);
	else
		spin_lock_irq(&c->lock);
} // expected-warning {{lock_to_bad() is annotated stores_word but stores no saved flags where 'flags' points; fix the body or the annotation [pvops-annotation, proven]}}
void unlock(struct chip *c, unsigned long flags pv_consumes_word) {
	spin_unlock_irqrestore(&c->lock, flags);
}
void unlock_bad(struct chip *c, unsigned long flags pv_consumes_word) {
	if (c->left)
		spin_unlock_irqrestore(&c->lock, flags);
} // expected-warning {{unlock_bad() is annotated consumes_word but returns here without restoring 'flags'; fix the body or the annotation [pvops-annotation, proven]}}
void unlock_to(struct chip *c, unsigned long *flags pv_consumes_stored_word) {
	spin_unlock_irqrestore(&c->lock, *flags);
}
void unlock_to_bad(struct chip *c, unsigned long *flags pv_consumes_stored_word) {
	spin_unlock(&c->lock);
} // expected-warning {{unlock_to_bad() is annotated consumes_stored_word but returns here without restoring the flags that 'flags' points to; fix the body or the annotation [pvops-annotation, proven]}}
pv_when_nonzero pv_returns_irqs_off int try(struct chip *c, unsigned long *flags pv_stores_word) {
	spin_lock_irqsave(&c->lock, *flags);
	if (c->left)
		return 1;
	spin_unlock_irqrestore(&c->lock, *flags);
	return 0;
}
pv_when_nonzero pv_returns_irqs_off int try_bad(struct chip *c, unsigned long *flags pv_stores_word) {
	spin_lock_irqsave(&c->lock, *flags);
	if (c->left)
		return 1;
	return 0; // expected-warning {{try_bad() is annotated when_nonzero but returns here with interrupts disabled by spin_lock_irqsave(), with another result; fix the body or the annotation [pvops-annotation, proven]}}
}
pv_when_nonzero pv_returns_irqs_off int try_swapped(struct chip *c, unsigned long *flags pv_stores_word) {
	spin_lock_irqsave(&c->lock, *flags);
	if (c->left)
		return 0; // expected-warning {{try_swapped() is annotated when_nonzero but returns here with interrupts disabled by spin_lock_irqsave(), with another result; fix the body or the annotation [pvops-annotation, proven]}}
	spin_unlock_irqrestore(&c->lock, *flags);
	return 1; // expected-note {{also here: try_swapped() is annotated returns_irqs_off but returns here with the interrupt state unchanged; fix the body or the annotation}}
}
