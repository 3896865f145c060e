// RUN: %verify %s
// RUN: %verify19 %s

// The object of a round, and what it leads to, are in two variables. What is known of the second is
// kept where rounds meet, as that of the first is.

#include "kernel.h"

struct pcm { bool nonatomic; };
struct stream { struct pcm *pcm; spinlock_t lock; struct mutex mutex; };
struct link { struct link *next; struct stream *stream; int state, count; };
int trigger(struct stream *s);

static unsigned long lock(struct stream *s)
{
	unsigned long flags = 0;

	if (s->pcm->nonatomic)
		mutex_lock(&s->mutex);
	else
		spin_lock_irqsave(&s->lock, flags);
	return flags;
}

static void unlock(struct stream *s, unsigned long flags)
{
	if (s->pcm->nonatomic)
		mutex_unlock(&s->mutex);
	else
		spin_unlock_irqrestore(&s->lock, flags);
}

int trigger_all(struct link *first, int cmd)
{
	struct link *l;
	unsigned long flags;
	int ret = 0;

	for (l = first->next; l != first; l = l->next) {
		struct stream *s = l->stream;

		flags = lock(s);
		if (l->state == 1)
			goto next;
		switch (cmd) {
		case 0:
			l->count++;
			if (l->count != 1)
				goto next;
			ret = trigger(s);
			if (ret) {
				l->count--;
				goto next;
			}
			l->state = 2;
			break;
		case 1:
			if (l->state != 2)
				goto next;
			ret = trigger(s);
			if (ret)
				goto next;
			l->state = 3;
			break;
		}
next:
		unlock(s, flags);
		if (ret)
			break;
	}
	return ret;
}

int trigger_all_wrong(struct link *first)
{
	struct link *l;
	unsigned long flags;

	for (l = first->next; l != first; l = l->next) {
		struct stream *s = l->stream;

		// expected-warning@+1 {{[pvops-flags-clobbered]}} expected-warning@+1 {{[pvops-sleeps-disabled, proven]}}
		flags = lock(s);
		if (l->state == 1)
			continue;
		unlock(s, flags);
	}
	return 0;
}
