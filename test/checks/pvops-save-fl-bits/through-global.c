// RUN: %verify %s
// RUN: %verify19 %s
//
// C1 through a global: a callee is given its address, or that of the record
// behind a pointer, and looks at a bit of the word that is kept there.

#include "kernel.h"

struct state {
	int id;
	unsigned long flags;
};

struct outer {
	int n;
	struct state s;
};

static struct state one;
static struct outer two;
static spinlock_t lock;

extern void act(void);

static int asks_ac(const struct state *s)
{
	return (s->flags & X86_EFLAGS_AC) != 0;
}

static int asks_if(const struct state *s)
{
	return (s->flags & X86_EFLAGS_IF) != 0;
}

void global(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	one.flags = flags;
	if (asks_ac(&one)) // expected-warning {{branch depends on bit 18 of saved flags; only IF is defined, under a hypervisor bit 18 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]}}
		act();
	if (asks_if(&one))
		act();
	spin_unlock_irqrestore(&lock, flags);
}

void part_of_global(void)
{
	unsigned long flags;
	struct state *s = &two.s;

	spin_lock_irqsave(&lock, flags);
	two.s.flags = flags;
	if (asks_ac(s)) // expected-warning {{branch depends on bit 18 of saved flags; only IF is defined, under a hypervisor bit 18 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]}}
		act();
	spin_unlock_irqrestore(&lock, flags);
}

void behind_pointer(struct state *s)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	s->flags = flags;
	if (asks_ac(s)) // expected-warning {{branch depends on bit 18 of saved flags; only IF is defined, under a hypervisor bit 18 is garbage and the branch goes either way; use native_save_fl() [pvops-save-fl-bits, proven]}}
		act();
	spin_unlock_irqrestore(&lock, flags);
}

void other_global(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	one.flags = flags;
	if (asks_ac(&two.s))
		act();
	spin_unlock_irqrestore(&lock, flags);
}

/* Not given anything: it is read there. */
static unsigned long saved;

static int reads_ac(void)
{
	return (saved & X86_EFLAGS_AC) != 0;
}

static int reads_ac_below(void)
{
	return reads_ac();
}

static int reads_if(void)
{
	return (saved & X86_EFLAGS_IF) != 0;
}

void read_without_argument(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	saved = flags;
	if (reads_ac()) // expected-warning {{branch depends on bit 18 of saved flags}}
		act();
	if (reads_if())
		act();
	spin_unlock_irqrestore(&lock, flags);
}

void read_two_calls_deep(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	saved = flags;
	if (reads_ac_below()) // expected-warning {{branch depends on bit 18 of saved flags}}
		act();
	spin_unlock_irqrestore(&lock, flags);
}
