// RUN: %verify %s
// RUN: %verify19 %s

// A stream is locked by a mutex or by a spinlock, which a flag of it says. Those that are linked to
// it are found in a loop, and are of the same kind.

#include "kernel.h"

struct group { spinlock_t lock; struct mutex mutex; };
struct pcm { bool nonatomic; };
struct stream {
	struct pcm *pcm;
	struct group group;
	struct stream *next;
	bool running;
};
int start(struct stream *s);

static int all(struct stream *first, bool locked)
{
	struct stream *s;

	for (s = first->next; s; s = s->next) {
		if (!locked)
			mutex_lock(&s->group.mutex);
		else if (s->pcm->nonatomic)
			mutex_lock(&s->group.mutex);
		else
			spin_lock(&s->group.lock);
		if (start(s))
			return -5;
	}
	return 0;
}

int start_all(struct stream *s)
{
	unsigned long flags;
	int err;

	if (s->pcm->nonatomic)
		mutex_lock(&s->group.mutex);
	else
		spin_lock_irqsave(&s->group.lock, flags);
	err = all(s, true);
	if (s->pcm->nonatomic)
		mutex_unlock(&s->group.mutex);
	else
		spin_unlock_irqrestore(&s->group.lock, flags);
	return err;
}

/* Not what this section was begun by. */
static int running(struct stream *first)
{
	struct stream *s;

	for (s = first->next; s; s = s->next)
		if (s->running)
			mutex_lock(&s->group.mutex);
	return 0;
}

int start_running(struct stream *s)
{
	unsigned long flags;
	int err = 0;

	if (!s->pcm->nonatomic) {
		spin_lock_irqsave(&s->group.lock, flags);
		err = running(s);
		spin_unlock_irqrestore(&s->group.lock, flags); // expected-warning {{[pvops-restore-disables]}}
	}
	return err;
}
