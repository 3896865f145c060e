// RUN: %verify %s
// RUN: %verify19 %s
//
// C1: the word leaves as an index, as text, as a derived value in memory or as
// a derived argument.

#include "kernel.h"

static const char *const level_names[4] = { "0", "1", "2", "3" };

struct snapshot {
	unsigned long word;
	unsigned long ac;
	int irqs_on;
};

static struct snapshot last;
static unsigned long counts[64];

extern void note(unsigned long v);
extern void trace_irqs(int on);

const char *index_name(void)
{
	unsigned long flags;

	local_save_flags(flags);
	return level_names[(flags >> 12) & 3]; // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void index_count(void)
{
	unsigned long flags;

	local_save_flags(flags);
	counts[flags & 63]++; // expected-warning {{[pvops-save-fl-bits, proven]}}
}

/* Printing the word leaks the undefined bits into the log: two runs differ. */
void print_word(void)
{
	unsigned long flags;

	local_save_flags(flags);
	pr_info("flags %08lx\n", flags); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void print_bit(int cpu)
{
	unsigned long flags;

	local_save_flags(flags);
	printk("cpu %d ac %d\n", cpu, !!(flags & X86_EFLAGS_AC)); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void warn_with_word(int broken)
{
	unsigned long flags;

	local_save_flags(flags);
	WARN(broken, "state %lx\n", flags); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void store_bit(struct snapshot *s)
{
	unsigned long flags;

	local_save_flags(flags);
	s->ac = flags & X86_EFLAGS_AC; // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void store_global(void)
{
	unsigned long flags;

	local_save_flags(flags);
	last.ac = (flags >> 18) & 1; // expected-warning {{[pvops-save-fl-bits, proven]}}
}

void pass_bit(void)
{
	unsigned long flags;

	local_save_flags(flags);
	note(flags & X86_EFLAGS_AC); // expected-warning {{[pvops-save-fl-bits, proven]}}
}

/* The whole word may be kept: keeping reads nothing.  And IF may go anywhere. */
void keep(struct snapshot *s)
{
	unsigned long flags;

	local_save_flags(flags);
	s->word = flags;
	last.word = flags;
	s->irqs_on = !!(flags & X86_EFLAGS_IF);
	trace_irqs(!irqs_disabled_flags(flags));
	note(flags & X86_EFLAGS_IF);
	pr_info("irqs %s %lx\n", irqs_disabled_flags(flags) ? "off" : "on",
		flags & X86_EFLAGS_IF);
	counts[(flags >> 9) & 1]++;
}

/* The real register may be printed bit by bit. */
void print_real(void)
{
	unsigned long flags = native_save_fl();

	pr_info("ac %d df %d\n", !!(flags & X86_EFLAGS_AC),
		!!(flags & X86_EFLAGS_DF));
}
