#include "kernel.h"

/* Bytes, characters and UTF-16 units are three counts on the lines with symbols. */

struct port {
	spinlock_t lock, stats_lock;
	unsigned long packets;
};

void poll_port(struct port *p)
{
	unsigned long flags;

	spin_lock_irqsave(&p->lock, flags);
	/* 🔒 */ spin_lock_irq(&p->stats_lock);
	p->packets++;
	/* 🔓 – */ spin_unlock_irq(&p->stats_lock);
	/* 🔓 – */ spin_unlock_irqrestore(&p->lock, flags);
}

void has_smap(void)
{
	unsigned long flags;

	local_save_flags(flags);
	BUG_ON(flags & X86_EFLAGS_AC);
}
