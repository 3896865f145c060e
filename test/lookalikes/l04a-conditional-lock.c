// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// The same unmodified condition guards both halves.  On the path without the
// lock the word is a 0 initialiser that is never restored.

#include "kernel.h"

struct port {
	spinlock_t lock;
	int sysrq;
	int tx;
};

extern int oops_in_progress;
extern void put_char(struct port *port, char c);

/* A console's write(): the usual look of serial drivers. */
void console_write(struct port *port, const char *s, unsigned int n)
{
	unsigned long flags = 0;
	int locked = 1;

	if (port->sysrq)
		locked = 0;
	else if (oops_in_progress)
		locked = spin_trylock_irqsave(&port->lock, flags);
	else
		spin_lock_irqsave(&port->lock, flags);

	while (n--)
		put_char(port, *s++);

	if (locked)
		spin_unlock_irqrestore(&port->lock, flags);
}

/* pstore: in an oops the lock is only tried. */
int dump(spinlock_t *lock, bool in_oops)
{
	unsigned long flags = 0;
	bool got = true;

	if (in_oops)
		got = spin_trylock_irqsave(lock, flags);
	else
		spin_lock_irqsave(lock, flags);
	if (!got)
		pr_err("dump skipped\n");
	if (got)
		spin_unlock_irqrestore(lock, flags);
	return got ? 0 : -EBUSY;
}

/* A parameter as the condition, with a switch of work between. */
void update(struct port *port, bool lock, int how)
{
	unsigned long flags;

	if (lock)
		spin_lock_irqsave(&port->lock, flags);
	switch (how) {
	case 0:
		port->tx = 0;
		break;
	case 1:
		port->tx++;
		fallthrough;
	default:
		put_char(port, 'x');
	}
	if (lock)
		spin_unlock_irqrestore(&port->lock, flags);
}

/* The condition is a conjunction, tested twice. */
void update_if_both(struct port *port, bool a, bool b)
{
	unsigned long flags = 0;

	if (a && b)
		spin_lock_irqsave(&port->lock, flags);
	port->tx++;
	if (a && b)
		spin_unlock_irqrestore(&port->lock, flags);
}

/* The unlock half is an early return, for the opposite sense of the test. */
void update_early_out(struct port *port, bool unlocked)
{
	unsigned long flags = 0;

	if (!unlocked)
		spin_lock_irqsave(&port->lock, flags);
	port->tx++;
	if (unlocked)
		return;
	spin_unlock_irqrestore(&port->lock, flags);
}

/* One half with _irq, one with irqsave: the test decides which, both times. */
void update_by_context(struct port *port, bool may_sleep)
{
	unsigned long flags = 0;

	if (may_sleep)
		spin_lock_irq(&port->lock);
	else
		spin_lock_irqsave(&port->lock, flags);
	port->tx++;
	if (may_sleep)
		spin_unlock_irq(&port->lock);
	else
		spin_unlock_irqrestore(&port->lock, flags);
}
