// RUN: %verify %s
// RUN: %verify19 %s
//
// C4: what is restored is not the word that was saved: a number, a word that
// was changed, a mixture of two, or one that was restored already.

#include "kernel.h"

extern void work(void);

void number(void)
{
	unsigned long flags;

	local_irq_save(flags);
	work();
	local_irq_restore(0); // expected-warning {{local_irq_restore() restores the number 0 instead of saved flags: interrupts stay disabled after local_irq_save() on line 15; restore the flags saved there [pvops-foreign-flags, proven]}}
}

void number_in_a_variable(spinlock_t *a, int c)
{
	unsigned long flags = 0;

	if (c)
		spin_lock_irqsave(a, flags);
	else
		spin_lock_irq(a);
	work();
	spin_unlock_irqrestore(a, flags); // expected-warning {{restores the number 0}}
}

void never_saved(spinlock_t *a, int c)
{
	unsigned long flags = 0;

	if (c)
		spin_lock_irqsave(a, flags);
	work();
	spin_unlock_irqrestore(a, flags); // expected-warning {{spin_unlock_irqrestore() restores the number 0, and no flags were saved on this path; restore only where flags were saved [pvops-foreign-flags]}}
}

void forced_on(void)
{
	unsigned long flags;

	local_irq_save(flags);
	work();
	local_irq_restore(X86_EFLAGS_IF); // expected-warning {{local_irq_restore() restores the number 0x200, which enables interrupts unconditionally; save flags and restore those [pvops-foreign-flags]}}
}

void set_in_the_word(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	flags |= X86_EFLAGS_IF;
	spin_unlock_irqrestore(a, flags); // expected-warning {{spin_unlock_irqrestore() restores flags that were changed after spin_lock_irqsave() saved them: they say enabled for every caller; restore them as saved [pvops-foreign-flags, proven]}}
}

void cleared_in_the_word(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	flags &= ~X86_EFLAGS_IF;
	spin_unlock_irqrestore(a, flags); // expected-warning {{spin_unlock_irqrestore() restores flags that were changed after spin_lock_irqsave() saved them: they say disabled for every caller; restore them as saved [pvops-foreign-flags, proven]}}
}

void shifted(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	spin_unlock_irqrestore(a, flags >> 1); // expected-warning {{spin_unlock_irqrestore() restores flags that were changed after spin_lock_irqsave() saved them, so they no longer tell the caller's state; restore them as saved [pvops-foreign-flags]}}
}

void a_boolean_of_it(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	flags = !!(flags & X86_EFLAGS_IF);
	spin_unlock_irqrestore(a, flags); // expected-warning {{spin_unlock_irqrestore() restores flags that were changed after spin_lock_irqsave() saved them, so they no longer tell the caller's state; restore them as saved [pvops-foreign-flags]}}
}

void mixed(spinlock_t *a, spinlock_t *b)
{
	unsigned long flags1, flags2;

	spin_lock_irqsave(a, flags1);
	spin_lock_irqsave(b, flags2);
	spin_unlock(b);
	spin_unlock_irqrestore(a, flags1 | flags2); // expected-warning {{spin_unlock_irqrestore() restores a mix of the flags saved by spin_lock_irqsave() and by spin_lock_irqsave(); restore each by itself, last saved first [pvops-foreign-flags, proven]}}
}

void changed_for_a_callee_put(spinlock_t *a, unsigned long flags)
{
	spin_unlock_irqrestore(a, flags);
}

void changed_for_a_callee(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	changed_for_a_callee_put(a, flags + 1); // expected-warning {{changed_for_a_callee_put() restores flags that were changed after spin_lock_irqsave() on line 105 saved them; restore them as saved [pvops-foreign-flags]}}
}

void number_for_a_callee(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	changed_for_a_callee_put(a, 0); // expected-warning {{restores the number 0}}
}

/* The loop closes the outer section. */
void twice(spinlock_t *a, spinlock_t *b, int n)
{
	unsigned long flags;
	int i;

	spin_lock_irqsave(a, flags);
	for (i = 0; i < n; i++) {
		spin_lock(b);
		if (i == 3) {
			spin_unlock_irqrestore(b, flags); // expected-warning {{spin_unlock_irqrestore() restores flags that spin_unlock_irqrestore() restores again: the code between runs with interrupts enabled; restore once, or save again [pvops-foreign-flags, proven]}}
			continue;
		}
		spin_unlock(b);
	}
	spin_unlock_irqrestore(a, flags);
}

/* Right. */
void twice_fixed(spinlock_t *a, spinlock_t *b, int n)
{
	unsigned long flags;
	int i;

	spin_lock_irqsave(a, flags);
	for (i = 0; i < n; i++) {
		spin_lock(b);
		if (i == 3) {
			spin_unlock(b);
			continue;
		}
		spin_unlock(b);
	}
	spin_unlock_irqrestore(a, flags);
}

/* The word keeps its IF. */
void masked(spinlock_t *a)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	flags &= X86_EFLAGS_IF;
	spin_unlock_irqrestore(a, flags);
}

void other_bits(void)
{
	unsigned long flags;

	local_irq_save(flags);
	work();
	local_irq_restore((flags & X86_EFLAGS_IF) | 2);
}

void zero_where_not_locked(spinlock_t *a, bool locked)
{
	unsigned long flags = 0;

	if (locked)
		spin_lock_irqsave(a, flags);
	work();
	if (locked)
		spin_unlock_irqrestore(a, flags);
}

/* A test has told what the word is; it is a word all the same. */
void known_to_be_zero(spinlock_t *a, unsigned long flags)
{
	if (flags == 0)
		spin_unlock_irqrestore(a, flags);
}

/* Let go, taken again with the same word still to be restored. */
void relocked(spinlock_t *a, int c)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	if (c) {
		spin_unlock_irqrestore(a, flags);
		work();
		spin_lock_irqsave(a, flags);
	}
	spin_unlock_irqrestore(a, flags);
}

void relocked_irq(spinlock_t *a, int c)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	if (c) {
		spin_unlock_irqrestore(a, flags);
		spin_lock_irq(a);
	}
	spin_unlock_irqrestore(a, flags);
}

void one_of_two_exits(spinlock_t *a, int c)
{
	unsigned long flags;

	spin_lock_irqsave(a, flags);
	if (c) {
		spin_unlock_irqrestore(a, flags);
		return;
	}
	work();
	spin_unlock_irqrestore(a, flags);
}

void remembered(spinlock_t *a, int c)
{
	unsigned long flags;
	bool locked = true;

	spin_lock_irqsave(a, flags);
	if (c) {
		spin_unlock_irqrestore(a, flags);
		locked = false;
	}
	work();
	if (locked)
		spin_unlock_irqrestore(a, flags);
}

/* In a section that was off already the inner word says off, however often. */
void nested(spinlock_t *a, spinlock_t *b)
{
	unsigned long outer, inner;

	spin_lock_irqsave(a, outer);
	spin_lock_irqsave(b, inner);
	spin_unlock_irqrestore(b, inner);
	local_irq_restore(inner);
	spin_unlock_irqrestore(a, outer);
}

/* popf of made-up flags. */
void raw(unsigned long ac)
{
	unsigned long flags = native_save_fl();

	asm volatile("push %0 ; popf" : : "g" (flags | ac) : "memory", "cc");
}

/* A number that a function leaves behind a pointer is a number. */
extern int first, second;

static void clear(unsigned long *flags)
{
	*flags = 0;
}

void cleared_bad(void)
{
	unsigned long flags;

	clear(&flags);
	local_irq_disable();
	local_irq_restore(flags); // expected-warning {{local_irq_restore() restores the number 0 instead of saved flags: interrupts stay disabled after local_irq_disable() on line 277; restore the flags saved there [pvops-foreign-flags, proven]}}
}

void cleared_good(void)
{
	unsigned long flags;

	clear(&flags);
	local_irq_save(flags);
	work();
	local_irq_restore(flags);
}

/* It stands for "not locked", like `flags = 0`: whether both conditions are one is not known. */
void cleared_for_unlocked(void)
{
	unsigned long flags;

	clear(&flags);
	if (first)
		spin_lock_irqsave(&(spinlock_t){}, flags);
	work();
	if (first)
		local_irq_restore(flags);
}

/* What a function that is not in sight returns may be a word. */
extern unsigned long saved_elsewhere(void);

void from_elsewhere(void)
{
	unsigned long flags;

	local_irq_save(flags);
	local_irq_restore(flags);
	flags = saved_elsewhere();
	work();
	local_irq_restore(flags);
}
