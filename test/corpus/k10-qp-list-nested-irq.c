// RUN: %verify %s
// RUN: %verify19 %s
//
// K10: add_qp_to_list() in the hns driver, 4.9 to 6.11 (fixed by
// 74d315b5af18): the outer lock is taken with irqsave, the completion queue
// locks inside with the _irq pair.  The inner unlock turns interrupts on while
// the outer lock is held: an interrupt that takes it deadlocks.

#include "kernel.h"

struct cq {
	spinlock_t lock;
	struct list_head list;
};

struct qp {
	struct list_head node;
	struct list_head send_node;
	struct list_head recv_node;
};

static spinlock_t qp_list_lock;
static struct list_head qp_list;

static void lock_cqs_irq(struct cq *send, struct cq *recv)
{
	if (!send && !recv)
		return;
	if (send == recv) {
		spin_lock_irq(&send->lock);
	} else {
		spin_lock_irq(&send->lock);
		spin_lock_nested(&recv->lock, 1);
	}
}

static void unlock_cqs_irq(struct cq *send, struct cq *recv)
{
	if (!send && !recv)
		return;
	if (send == recv) {
		spin_unlock_irq(&send->lock);
	} else {
		spin_unlock(&recv->lock);
		spin_unlock_irq(&send->lock);
	}
}

void add_qp_bad(struct qp *qp, struct cq *send, struct cq *recv)
{
	unsigned long flags;

	spin_lock_irqsave(&qp_list_lock, flags);
	lock_cqs_irq(send, recv);

	list_add_tail(&qp->node, &qp_list);
	if (send)
		list_add_tail(&qp->send_node, &send->list);
	if (recv)
		list_add_tail(&qp->recv_node, &recv->list);

	unlock_cqs_irq(send, recv);
	spin_unlock_irqrestore(&qp_list_lock, flags); // expected-warning {{[pvops-restore-disables]}}
}

static void lock_cqs(struct cq *send, struct cq *recv)
{
	spin_lock(&send->lock);
	if (send != recv)
		spin_lock_nested(&recv->lock, 1);
}

static void unlock_cqs(struct cq *send, struct cq *recv)
{
	if (send != recv)
		spin_unlock(&recv->lock);
	spin_unlock(&send->lock);
}

void add_qp_fixed(struct qp *qp, struct cq *send, struct cq *recv)
{
	unsigned long flags;

	spin_lock_irqsave(&qp_list_lock, flags);
	lock_cqs(send, recv);
	list_add_tail(&qp->node, &qp_list);
	unlock_cqs(send, recv);
	spin_unlock_irqrestore(&qp_list_lock, flags);
}

/* The other nesting is legal: whoever wrote _irq outside knows it is on. */
void add_qp_reversed(struct qp *qp, struct cq *send)
{
	unsigned long flags;

	spin_lock_irq(&send->lock);
	spin_lock_irqsave(&qp_list_lock, flags);
	list_add_tail(&qp->node, &qp_list);
	spin_unlock_irqrestore(&qp_list_lock, flags);
	spin_unlock_irq(&send->lock);
}
