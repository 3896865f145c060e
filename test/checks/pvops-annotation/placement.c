/* Annotations that are none. */
// RUN: %verify -I%S/../../../examples/include %s
// RUN: %verify19 -I%S/../../../examples/include %s
#include "kernel.h"
#include "pvlint.h"

extern int misspelt(int a) pv_annotate("returns_irq_off"); // expected-warning {{there is no annotation 'pvlint::returns_irq_off', did you mean 'pvlint::returns_irqs_off'? [pvops-annotation]}}
extern int invented(int a) pv_annotate("magic"); // expected-warning {{there is no annotation 'pvlint::magic'; docs/annotations.md lists them}}
extern void no_result(int a) pv_returns_word; // expected-warning {{'pvlint::returns_word' means nothing here: put it on a function that returns a value [pvops-annotation]}}
extern void on_function(unsigned long a) pv_consumes_word; // expected-warning {{'pvlint::consumes_word' means nothing here: put it on a parameter that is saved flags, an unsigned long}}
extern void on_pointer(unsigned long *a pv_consumes_word); // expected-warning {{'pvlint::consumes_word' means nothing here}}
extern void on_word(unsigned long a pv_stores_word); // expected-warning {{'pvlint::stores_word' means nothing here: put it on a parameter that points to saved flags}}
extern void on_param(int a pv_returns_irqs_off); // expected-warning {{'pvlint::returns_irqs_off' means nothing here: put it on a function}}
extern void both(int a) pv_returns_irqs_off pv_returns_irqs_on; // expected-warning {{'pvlint::returns_irqs_on' contradicts 'pvlint::returns_irqs_off' on the same function: leave one of them out}}
extern void both_ways(int a) pv_entered_irqs_off pv_entered_irqs_on; // expected-warning {{contradicts 'pvlint::entered_irqs_off'}}
extern void kept_and_restored(unsigned long a pv_consumes_word) pv_restores_irqs_state; // expected-warning {{'pvlint::consumes_word' contradicts 'pvlint::restores_irqs_state'}}
extern int when_alone(int a) pv_when_zero; // expected-warning {{'pvlint::when_zero' says when, but no other annotation says what then happens: add that, such as 'pvlint::returns_irqs_off'}}
extern void adds_up(int a) pv_returns_irqs_off;
extern void adds_up(int a) pv_returns_irqs_on; // expected-warning {{'pvlint::returns_irqs_on' contradicts 'pvlint::returns_irqs_off'}}
int variable pv_returns_irqs_off; // expected-warning {{'pvlint::returns_irqs_off' means nothing here: put it on a function}}
struct record {
	unsigned long flags pv_consumes_word; // expected-warning {{'pvlint::consumes_word' means nothing here}}
};

/* Right, or none of ours. */
extern int right(unsigned long flags pv_consumes_word, unsigned long *to pv_stores_word) pv_entered_irqs_off pv_returns_irqs_off pv_when_nonzero;
extern void twice(int a) pv_returns_irqs_off;
extern void twice(int a) pv_returns_irqs_off;
extern void others(int a) __attribute__((annotate("other::returns_irq_off")));
