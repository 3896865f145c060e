/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a function does to interrupts, said where it is declared: see
 * docs/annotations.md. Compilers other than Clang, and sparse, see nothing.
 *
 *	void chip_lock(struct chip *c, unsigned long *flags pv_stores_word)
 *		pv_returns_irqs_off;
 */
#ifndef PVLINT_H
#define PVLINT_H

#if defined(__clang__) && !defined(__CHECKER__)
#define pv_annotate(what) __attribute__((annotate("pvlint::" what)))
#else
#define pv_annotate(what)
#endif

/* How the function has to be entered. */
#define pv_entered_irqs_on	pv_annotate("entered_irqs_on")
#define pv_entered_irqs_off	pv_annotate("entered_irqs_off")

/* How it returns. */
#define pv_returns_irqs_on	pv_annotate("returns_irqs_on")
#define pv_returns_irqs_off	pv_annotate("returns_irqs_off")
#define pv_restores_irqs_state	pv_annotate("restores_irqs_state")

/* For which results that, and what follows, happens: all, unless one is here. */
#define pv_when_nonzero		pv_annotate("when_nonzero")
#define pv_when_zero		pv_annotate("when_zero")

/* Its result is a word, saved when it was entered. */
#define pv_returns_word		pv_annotate("returns_word")

/* On a parameter: a word is stored where it points; it is a word, which is
 * restored; the word where it points is restored. */
#define pv_stores_word		pv_annotate("stores_word")
#define pv_consumes_word	pv_annotate("consumes_word")
#define pv_consumes_stored_word	pv_annotate("consumes_stored_word")

#endif
