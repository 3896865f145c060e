// RUN: %verify %s
// RUN: %verify19 %s
//
// C1 through memory: struct fields, pointers, arrays, copies.

#include "kernel.h"

extern void act(void);

struct ctx {
	int id;
	unsigned long flags;
	unsigned long options;
};

void field(struct ctx *c)
{
	local_save_flags(c->flags);
	if (c->flags & X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void other_field(struct ctx *c)
{
	local_save_flags(c->flags);
	if (c->options & X86_EFLAGS_AC)
		act();
}

void local_struct(spinlock_t *lock)
{
	struct ctx c = { .id = 1 };

	spin_lock_irqsave(lock, c.flags);
	if (c.flags & X86_EFLAGS_TF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
	spin_unlock_irqrestore(lock, c.flags);
}

static void save_to(unsigned long *out)
{
	local_save_flags(*out);
}

void out_pointer(void)
{
	unsigned long flags;

	save_to(&flags);
	if (flags & X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

static void read_from(const unsigned long *in)
{
	if (*in & X86_EFLAGS_AC) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void in_pointer(void)
{
	unsigned long flags;

	local_save_flags(flags);
	read_from(&flags);
}

void aliased(void)
{
	unsigned long flags;
	unsigned long *p = &flags;

	local_save_flags(*p);
	if (flags & X86_EFLAGS_DF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void copied(void)
{
	unsigned long flags, copy, again;

	local_save_flags(flags);
	copy = flags;
	again = copy;
	if (again & X86_EFLAGS_CF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

void copied_through_field(struct ctx *c)
{
	unsigned long flags, later;

	local_save_flags(flags);
	c->flags = flags;
	later = c->flags;
	if (later & X86_EFLAGS_IF)
		act();
	if (later & X86_EFLAGS_ID) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

static void ctx_enter(struct ctx *c)
{
	local_save_flags(c->flags);
}

void field_filled_by_helper(struct ctx *c)
{
	ctx_enter(c);
	if (c->flags & X86_EFLAGS_PF) // expected-warning {{[pvops-save-fl-bits, proven]}}
		act();
}

/* The field is assigned anew before it is read. */
void field_overwritten(struct ctx *c, unsigned long v)
{
	local_save_flags(c->flags);
	c->flags = v;
	if (c->flags & X86_EFLAGS_AC)
		act();
}
