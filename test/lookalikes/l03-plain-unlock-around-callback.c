// RUN: %verify %s
// RUN: %verify19 %s
// expected-no-diagnostics
//
// Plain spin_unlock()/spin_lock() around a callback, inside an irqsave
// section: the lock comes and goes, interrupts do not change.

#include "kernel.h"

struct req {
	struct list_head node;
	void (*complete)(struct req *req);
	int status;
};

struct ep {
	spinlock_t lock;
	struct list_head queue;
	bool stopped;
};

static void give_back(struct ep *ep, struct req *req, int status)
{
	bool stopped = ep->stopped;

	list_del(&req->node);
	req->status = status;
	ep->stopped = true;
	spin_unlock(&ep->lock);
	req->complete(req);
	spin_lock(&ep->lock);
	ep->stopped = stopped;
}

void ep_flush(struct ep *ep)
{
	unsigned long flags;

	spin_lock_irqsave(&ep->lock, flags);
	while (!list_empty(&ep->queue))
		give_back(ep, list_first_entry(&ep->queue, struct req, node), -EIO);
	spin_unlock_irqrestore(&ep->lock, flags);
}

int ep_dequeue(struct ep *ep, struct req *wanted)
{
	struct req *req;
	unsigned long flags;
	int ret = -EINVAL;

	spin_lock_irqsave(&ep->lock, flags);
	list_for_each_entry(req, &ep->queue, node) {
		if (req == wanted) {
			give_back(ep, req, -EIO);
			ret = 0;
			break;
		}
	}
	spin_unlock_irqrestore(&ep->lock, flags);
	return ret;
}
