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
	chip_unlock(c, flags); // expected-warning {{'chip_unlock' would have to disable interrupts if the caller had them off}}
}
void opens2(struct chip *c) {
	unsigned long flags = chip_save(c);
	chip_on(c);
	chip_put(c, &flags); // expected-warning {{'chip_put' would have to disable interrupts if the caller had them off}}
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
		chip_unlock(c, flags); // expected-warning {{'chip_unlock' restores 'flags', which nothing was saved to on this path}}
	}
} // expected-warning {{interrupts are still off when 'trying_bad' returns here}}
int leaves(struct chip *c) {
	unsigned long flags;
	chip_lock(c, &flags);
	if (c->left)
		return -1; // expected-warning {{interrupts are still off when 'leaves' returns here: 'chip_lock'}}
	chip_unlock(c, flags);
	return 0;
}
void waits(struct chip *c) {
	unsigned long flags;
	chip_lock(c, &flags);
	chip_wait(c); // expected-warning {{'chip_wait' is declared to be entered with interrupts on, but here they are off: 'chip_lock' on line 67 turned them off: it goes on in a state that it is not made for; call it with them on [pvops-unconditional-enable]}}
	chip_unlock(c, flags);
	chip_wait(c);
}
static void helper(struct chip *c) { chip_wait(c); } // expected-warning {{'chip_wait' is declared to be entered with interrupts on, but 'waits2' calls 'helper' with them off}}
void waits2(struct chip *c) {
	chip_off(c);
	helper(c);
	chip_on(c);
}
void polls(struct chip *c) {
	chip_poll(c);
	chip_on(c);
	chip_poll(c); // expected-warning {{'chip_poll' is declared to be entered with interrupts off, but here they are on: 'chip_on'}}
	chip_off(c);
	chip_poll(c);
}
pv_entered_irqs_off void polls2(struct chip *c) {
	chip_poll(c);
	chip_wait(c); // expected-warning {{'chip_wait' is declared to be entered with interrupts on, but here they are off, as 'polls2' is declared to be entered}}
}
pv_entered_irqs_on void polls3(struct chip *c) {
	chip_poll(c); // expected-warning {{'chip_poll' is declared to be entered with interrupts off, but here they are on, as 'polls3' is declared to be entered}}
	chip_wait(c);
}
/* As entered, and a caller of the caller has them the other way. */
static void polls4(struct chip *c) { chip_poll(c); } // expected-warning {{'chip_poll' is declared to be entered with interrupts off, but 'enters4' calls down to 'polls4' with them on: it goes on in a state that it is not made for; call it with them off [pvops-unconditional-enable]}}
static void between4(struct chip *c) { polls4(c); }
void enters4(struct chip *c) {
	chip_on(c);
	between4(c);
}
static void polls5(struct chip *c) { chip_poll(c); } // expected-warning {{'chip_poll' is declared to be entered with interrupts off, but 'enters5' calls 'polls5' with them on}}
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
	if (flags & 4) // expected-warning {{this depends on bit 2 of a saved flags word}}
		work();
	chip_unlock(c, flags);
}
/* the declaration counts, not the body */
pv_restores_irqs_state static void claims(struct chip *c)
{
	local_irq_enable();
} // expected-warning {{'claims' is declared 'pvlint::restores_irqs_state', but here it returns with interrupts on}}
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
	local_irq_restore(flags); // expected-warning {{'tunes', which calls with them off}}
}
void tunes(struct chip *c) {
	spin_lock_irq(&c->lock);
	tune(c);
	spin_unlock_irq(&c->lock);
}
