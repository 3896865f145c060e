/*
 * Nothing is wrong here.
 *
 * These shapes look like breakages and are not; a checker that reports them is
 * soon switched off.  Each comment says what makes the code right.
 */
#include "kernel.h"

struct port {
	spinlock_t lock;
	spinlock_t tx_lock;
	bool sysrq;
	struct port *next;
};

extern int oops_in_progress;
extern void put_char(struct port *port, char c);

/*
 * Locked on two of three paths, and unlocked on the same two: "locked" goes
 * together with the state.  The failed trylock has put everything back.
 */
void console_write(struct port *port, const char *s, unsigned int count)
{
	unsigned long flags = 0;
	int locked = 1;

	if (port->sysrq)
		locked = 0;
	else if (oops_in_progress)
		locked = spin_trylock_irqsave(&port->lock, flags);
	else
		spin_lock_irqsave(&port->lock, flags);

	while (count--)
		put_char(port, *s++);

	if (locked)
		spin_unlock_irqrestore(&port->lock, flags);
}

/* Hand-over-hand: the word belongs to the processor, not to a lock. */
struct port *last_port(struct port *port)
{
	unsigned long flags;

	spin_lock_irqsave(&port->lock, flags);
	while (port->next) {
		struct port *next = port->next;

		spin_lock(&next->lock);
		spin_unlock(&port->lock);
		port = next;
	}
	spin_unlock_irqrestore(&port->lock, flags);
	return port;
}

/* On for a while, and off again: what counts is the state at the restore. */
void drain(struct port *port, void (*wait)(struct port *))
{
	unsigned long flags;

	spin_lock_irqsave(&port->lock, flags);
	spin_unlock_irq(&port->lock);
	wait(port);
	spin_lock_irq(&port->lock);
	spin_unlock_irqrestore(&port->lock, flags);
}

/* An irqsave section inside an _irq section: the inner word says "off". */
void flush(struct port *port)
{
	unsigned long flags;

	spin_lock_irq(&port->lock);
	spin_lock_irqsave(&port->tx_lock, flags);
	put_char(port, '\n');
	spin_unlock_irqrestore(&port->tx_lock, flags);
	spin_unlock_irq(&port->lock);
}
