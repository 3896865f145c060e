// RUN: %verify %s
// RUN: %verify19 %s
// RUN: cp %s %t.c && not %pvlint check --fix %t.c -- -I%inputs
// RUN: FileCheck --check-prefix=FIXED %s < %t.c
//
// K16: snd_ali_pointer() (fixed by dacae5a19b4c) is called with interrupts off
// and took its lock plainly; the early return let go of it with
// spin_unlock_irq(), and turned interrupts on in its caller's section.

#include "kernel.h"

struct voice {
	int running;
	int position;
};

struct chip {
	spinlock_t lock;
	struct voice voice;
};

extern int read_position(struct chip *c);

int pointer_bad(struct chip *c)
{
	int position;

	spin_lock(&c->lock);
	if (!c->voice.running) {
		spin_unlock_irq(&c->lock); // expected-warning {{[pvops-unconditional-enable]}}
		return 0;
	}
	position = read_position(c);
	spin_unlock(&c->lock);
	return position;
}
// FIXED: {{^}}int pointer_bad(
// FIXED: {{^[[:space:]]+}}spin_unlock(&c->lock);

int pointer_fixed(struct chip *c)
{
	int position;

	spin_lock(&c->lock);
	if (!c->voice.running) {
		spin_unlock(&c->lock);
		return 0;
	}
	position = read_position(c);
	spin_unlock(&c->lock);
	return position;
}

/* Takes over the caller's section: what is unlocked was not taken here. */
int finish(struct chip *c)
{
	c->voice.running = 0;
	spin_unlock_irq(&c->lock);
	return 0;
}
