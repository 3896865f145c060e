// RUN: %verify %s
// RUN: %verify19 %s
//
// C6 and guards: the destructor of a guard asks whether it holds anything. That
// it does is known from what the lock lies in.

#include "kernel.h"

struct port { int id; spinlock_t lock; };
struct mouse { struct port *port; int open; };

static inline void port_pause(struct port *port)
{
	spin_lock_irq(&port->lock);
}

static inline void port_continue(struct port *port)
{
	spin_unlock_irq(&port->lock);
}

DEFINE_GUARD(port_pause, struct port *, port_pause(_T), port_continue(_T))

int mouse_open(struct mouse *m)
{
	guard(port_pause)(m->port);
	m->open = 1;
	return 0;
}

/* A guard that forgets its object closes nothing. */
DEFINE_GUARD(port_leak, struct port *, port_pause(_T), (void)_T)

int mouse_leak(struct mouse *m)
{
	guard(port_leak)(m->port);
	if (m->open) {
		port_continue(m->port);
		return 0;
	}
	m->open = 1;
	return 0; // expected-warning {{[pvops-unrestored-flags]}}
}
