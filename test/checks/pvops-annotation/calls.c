/* What a declaration says of a function is believed where it is called. */
// RUN: %verify -I%S/../../../examples/include %s
// RUN: %verify19 -I%S/../../../examples/include %s
// The same in a linked program is test/run/annotations.test.
#include "kernel.h"
#include "pvlint.h"

struct chip {
	spinlock_t lock;
	unsigned long flags;
	int left;
};
extern void work(void);

/* no bodies */
extern void chip_lock(struct chip *c, unsigned long *flags pv_stores_word) pv_returns_irqs_off;
extern void chip_unlock(struct chip *c, unsigned long flags pv_consumes_word);
extern unsigned long chip_save(struct chip *c) pv_returns_word pv_returns_irqs_off;
extern void chip_put(struct chip *c, unsigned long *flags pv_consumes_stored_word);
extern int chip_try(struct chip *c, unsigned long *flags pv_stores_word) pv_when_nonzero pv_returns_irqs_off;
extern void chip_on(struct chip *c) pv_returns_irqs_on;
extern void chip_off(struct chip *c) pv_returns_irqs_off;
extern void chip_wait(struct chip *c) pv_entered_irqs_on;
extern void chip_poll(struct chip *c) pv_entered_irqs_off;

void opens(struct chip *c) {
	unsigned long flags;
	chip_lock(c, &flags);
	local_irq_enable();
	chip_unlock(c, flags); // expected-warning {{chip_unlock() restores flags with interrupts enabled by local_irq_enable() on line 29, also for a caller that had them disabled; disable them first [pvops-restore-disables]}}
}
void opens2(struct chip *c) {
	unsigned long flags = chip_save(c);
	chip_on(c);
	chip_put(c, &flags); // expected-warning {{chip_put() restores flags with interrupts enabled by chip_on() on line 34, also for a caller that had them disabled; disable them first [pvops-restore-disables]}}
}
void opens2_good(struct chip *c) {
	unsigned long flags = chip_save(c);
	chip_on(c);
	chip_off(c);
	chip_put(c, &flags);
}
void trying(struct chip *c) {
	unsigned long flags;
	if (chip_try(c, &flags)) {
		work();
		chip_unlock(c, flags);
	}
}
void trying_bad(struct chip *c) {
	unsigned long flags;
	if (!chip_try(c, &flags)) {
		work();
		chip_unlock(c, flags); // expected-warning {{chip_unlock() restores 'flags', which is uninitialized on this path: interrupts end up in a random state; restore only where flags were saved [pvops-foreign-flags]}}
	}
} // expected-warning {{trying_bad() returns with interrupts disabled by chip_try() on line 52, and 'flags' is lost; restore the flags before the return [pvops-unrestored-flags]}}
int leaves(struct chip *c) {
	unsigned long flags;
	chip_lock(c, &flags);
	if (c->left)
		return -1; // expected-warning {{leaves() returns with interrupts disabled by chip_lock() on line 59, and 'flags' is lost; restore the flags before the return [pvops-unrestored-flags]}}
	chip_unlock(c, flags);
	return 0;
}
void waits(struct chip *c) {
	unsigned long flags;
	chip_lock(c, &flags);
	chip_wait(c); // expected-warning {{chip_wait() is annotated to be entered with interrupts enabled, but they are disabled here, since chip_lock() on line 67; call it with them enabled [pvops-unconditional-enable, proven]}}
	chip_unlock(c, flags);
	chip_wait(c);
}
static void helper(struct chip *c) { chip_wait(c); } // expected-warning {{chip_wait() is annotated to be entered with interrupts enabled, but waits2() calls helper() with them disabled; call it with them enabled [pvops-unconditional-enable, proven]}}
void waits2(struct chip *c) {
	chip_off(c);
	helper(c);
	chip_on(c);
}
void polls(struct chip *c) {
	chip_poll(c);
	chip_on(c);
	chip_poll(c); // expected-warning {{chip_poll() is annotated to be entered with interrupts disabled, but they are enabled here, since chip_on() on line 80; call it with them disabled [pvops-unconditional-enable, proven]}}
	chip_off(c);
	chip_poll(c);
}
pv_entered_irqs_off void polls2(struct chip *c) {
	chip_poll(c);
	chip_wait(c); // expected-warning {{chip_wait() is annotated to be entered with interrupts enabled, but they are disabled here, as polls2() is annotated to be entered; call it with them enabled [pvops-unconditional-enable, proven]}}
}
pv_entered_irqs_on void polls3(struct chip *c) {
	chip_poll(c); // expected-warning {{chip_poll() is annotated to be entered with interrupts disabled, but they are enabled here, as polls3() is annotated to be entered; call it with them disabled [pvops-unconditional-enable, proven]}}
	chip_wait(c);
}
/* As entered, and a caller of the caller has them the other way. */
static void polls4(struct chip *c) { chip_poll(c); } // expected-warning {{chip_poll() is annotated to be entered with interrupts disabled, but enters4() calls down to polls4() with them enabled; call it with them disabled [pvops-unconditional-enable, proven]}}
static void between4(struct chip *c) { polls4(c); }
void enters4(struct chip *c) {
	chip_on(c);
	between4(c);
}
static void polls5(struct chip *c) { chip_poll(c); } // expected-warning {{chip_poll() is annotated to be entered with interrupts disabled, but enters5() calls polls5() with them enabled; call it with them disabled [pvops-unconditional-enable, proven]}}
pv_entered_irqs_on void enters5(struct chip *c) { polls5(c); }
static void polls_right(struct chip *c, int atomic) {
	if (atomic)
		chip_poll(c);
}
void enters_right(struct chip *c) {
	chip_on(c);
	polls_right(c, 0);
	chip_off(c);
	polls_right(c, 1);
	chip_on(c);
}
static void polls_asked(struct chip *c) {
	if (irqs_disabled())
		chip_poll(c);
}
void enters_asked(struct chip *c) {
	chip_on(c);
	polls_asked(c);
}
/* The word is stored by the function that takes the lock. */
void owns(struct chip *c) {
	chip_lock(c, &c->flags);
	spin_lock(&c->lock);
	c->left = 0;
	spin_unlock(&c->lock);
	chip_put(c, &c->flags);
}
void bits(struct chip *c) {
	unsigned long flags = chip_save(c);
	if (flags & 4) // expected-warning {{branch depends on bit 2 of saved flags; only IF is defined, under a hypervisor bit 2 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]}}
		work();
	chip_unlock(c, flags);
}
/* the declaration counts, not the body */
pv_restores_irqs_state static void claims(struct chip *c)
{
	local_irq_enable();
} // expected-warning {{claims() is annotated restores_irqs_state but always returns here with interrupts enabled by local_irq_enable() on line 138; fix the body or the annotation [pvops-annotation, proven]}}
void believes(struct chip *c)
{
	unsigned long flags;
	local_irq_save(flags);
	claims(c);
	local_irq_restore(flags);
}
/* obligations of the body stay */
pv_restores_irqs_state static void tune(struct chip *c)
{
	unsigned long flags;
	local_irq_save(flags);
	local_irq_enable();
	work();
	local_irq_restore(flags); // expected-warning {{local_irq_restore() restores flags with interrupts enabled by local_irq_enable() on line 152, but its caller tunes() has them disabled; disable them first [pvops-restore-disables, proven]}}
}
void tunes(struct chip *c) {
	spin_lock_irq(&c->lock);
	tune(c);
	spin_unlock_irq(&c->lock);
}
