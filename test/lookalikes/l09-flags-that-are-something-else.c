// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// A variable named flags is not a word: GFP flags, open flags, and a variable
// that held a word once and holds something else now.

#include "kernel.h"

struct file {
	unsigned long flags;
	spinlock_t lock;
};

extern unsigned long read_options(struct file *f);
extern void use(unsigned long v);

void *alloc_by(gfp_t flags)
{
	if (flags & __GFP_IO)
		return kmalloc(16, flags);
	return NULL;
}

int open_by(struct file *f, unsigned long flags)
{
	if (flags & 3)
		f->flags |= flags;
	switch (flags & 0x0c) {
	case 4:
		return 1;
	case 8:
		return 2;
	}
	return flags == f->flags;
}

void reused_after_restore(struct file *f)
{
	unsigned long flags;

	spin_lock_irqsave(&f->lock, flags);
	f->flags++;
	spin_unlock_irqrestore(&f->lock, flags);

	flags = read_options(f);
	if (flags & X86_EFLAGS_AC)
		use(flags);
	flags = f->flags & ~1UL;
	if (flags)
		pr_info("options %lx\n", flags);
}

void reset_after_restore(struct file *f, bool lock)
{
	unsigned long flags = 0;

	if (lock) {
		spin_lock_irqsave(&f->lock, flags);
		f->flags = 1;
		spin_unlock_irqrestore(&f->lock, flags);
		flags = 0;
	}
	if (flags)
		use(flags);
}

/* A word and options live side by side in two variables. */
void side_by_side(struct file *f)
{
	unsigned long irqflags, flags = f->flags;

	spin_lock_irqsave(&f->lock, irqflags);
	if (flags & 4)
		f->flags = flags & ~4UL;
	if (f->flags & X86_EFLAGS_AC)
		use(f->flags);
	spin_unlock_irqrestore(&f->lock, irqflags);
}
