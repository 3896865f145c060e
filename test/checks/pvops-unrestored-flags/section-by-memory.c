// RUN: %verify %s
// RUN: %verify19 %s
//
// C6 where a field says whether there is a section at all, as PCM streams have
// it: between lock and unlock others may have written the field.

#include "kernel.h"

struct group { spinlock_t lock; struct mutex mutex; };
struct stream { struct group group; int nonatomic; int running; };

static void stream_lock(struct stream *s)
{
	if (s->nonatomic)
		mutex_lock(&s->group.mutex);
	else
		spin_lock_irq(&s->group.lock);
}

static void stream_unlock(struct stream *s)
{
	if (s->nonatomic)
		mutex_unlock(&s->group.mutex);
	else
		spin_unlock_irq(&s->group.lock);
}

static void stream_reset(struct stream *s, struct stream *from)
{
	s->nonatomic = from->nonatomic;
	s->running = 0;
}

int disconnect(struct stream *s, struct stream *linked)
{
	stream_lock(s);
	if (s->running)
		stream_reset(s, linked);
	stream_unlock(s);
	return 0;
}

/* The helper that forgets is not excused by the field that it looks at. */
static void finish(struct stream *s)
{
	if (s->running)
		return;
	spin_unlock_irq(&s->group.lock);
}

int stop(struct stream *s)
{
	spin_lock_irq(&s->group.lock);
	s->nonatomic = 0;
	finish(s);
	return 0; // expected-warning {{[pvops-unrestored-flags]}}
}
