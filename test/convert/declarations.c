// RUN: %pvlint convert --quiet %s -- -w -I%inputs > %t.diff
// RUN: FileCheck --match-full-lines --strict-whitespace %s < %t.diff
// RUN: %pvlint convert --list=all %s -- -w -I%inputs | FileCheck --check-prefix=LIST %s

// The variable is declared no more when nothing is left that uses it.

#include "kernel.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock;
	rwlock_t rw;
	int jobs;
};

unsigned long number(void);

void alone(struct dev *d)
{
	unsigned long flags;
	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}
// CHECK: void alone(struct dev *d)
// CHECK-NEXT: {
// CHECK-NEXT:-	unsigned long flags;
// CHECK-NEXT:-	spin_lock_irqsave(&d->lock, flags);

int between(struct dev *d)
{
	int a = 1;
	unsigned long flags;
	int b = 2;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
	return a + b;
}
// CHECK: 	int a = 1;
// CHECK-NEXT:-	unsigned long flags;
// CHECK-NEXT: 	int b = 2;

unsigned long first(struct dev *d)
{
	unsigned long flags, a = 1, b = 2;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
	return a + b;
}
// CHECK:-	unsigned long flags, a = 1, b = 2;
// CHECK-NEXT:+	unsigned long a = 1, b = 2;

unsigned long middle(struct dev *d)
{
	unsigned long a = 1, flags, *b = &a;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
	return a + *b;
}
// CHECK:-	unsigned long a = 1, flags, *b = &a;
// CHECK-NEXT:+	unsigned long a = 1, *b = &a;

unsigned long last(struct dev *d)
{
	unsigned long a = 1,
		      flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
	return a;
}
// CHECK:-	unsigned long a = 1,
// CHECK-NEXT:-		      flags;
// CHECK-NEXT:+	unsigned long a = 1;

unsigned long two(struct dev *d)
{
	unsigned long f, a = 1, g, h;

	spin_lock_irqsave(&d->lock, f);
	spin_unlock_irqrestore(&d->lock, f);
	spin_lock_irqsave(&d->lock, g);
	spin_unlock_irqrestore(&d->lock, g);
	spin_lock_irqsave(&d->lock, h);
	spin_unlock_irqrestore(&d->lock, h);
	return a;
}
// CHECK:-	unsigned long f, a = 1, g, h;
// CHECK-NEXT:+	unsigned long a = 1;

void same_line(struct dev *d)
{
	int a; unsigned long flags; int b;

	a = b = 1;
	spin_lock_irqsave(&d->lock, flags);
	d->jobs += a + b;
	spin_unlock_irqrestore(&d->lock, flags);
}
// CHECK:-	int a; unsigned long flags; int b;
// CHECK-NEXT:+	int a; int b;

void inner(struct dev *d)
{
	while (d->jobs) {
		unsigned long flags __attribute__((__unused__)) = 0;

		spin_lock_irqsave(&d->lock, flags);
		d->jobs--;
		spin_unlock_irqrestore(&d->lock, flags);
	}
}
// CHECK:-		unsigned long flags __attribute__((__unused__)) = 0;
// CHECK-NEXT:-

/* Another section still uses it. */
void shared(struct dev *d)
{
	unsigned long kept;

	spin_lock_irqsave(&d->lock, kept);
	spin_unlock_irqrestore(&d->lock, kept);
	read_lock_irqsave(&d->rw, kept);
	read_unlock_irqrestore(&d->rw, kept);
}
// CHECK: 	unsigned long kept;
// CHECK-NEXT: {{$}}
// CHECK-NEXT:-	spin_lock_irqsave(&d->lock, kept);
// CHECK-NEXT:-	spin_unlock_irqrestore(&d->lock, kept);
// CHECK-NEXT:+	spin_lock_irq_disable(&d->lock);
// CHECK-NEXT:+	spin_unlock_irq_enable(&d->lock);

/* What the initialiser does would not be done. */
void initialised(struct dev *d)
{
	unsigned long flags = number();

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}
// LIST: :[[@LINE-3]]:2: in initialised: spin_lock_irqsave: declaration (flags has an initialiser that does something)

void head(struct dev *d)
{
	for (unsigned long flags; d->jobs; d->jobs--) {
		spin_lock_irqsave(&d->lock, flags);
		spin_unlock_irqrestore(&d->lock, flags);
	}
}
// LIST: :[[@LINE-4]]:3: in head: spin_lock_irqsave: declaration (flags is declared in the head of a statement)

#define FLAGS unsigned long flags
void by_macro(struct dev *d)
{
	FLAGS;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}
// LIST: :[[@LINE-3]]:2: in by_macro: spin_lock_irqsave: declaration (flags is declared by a macro)

unsigned long directive(struct dev *d)
{
	unsigned long a = 1,
#ifdef CONFIG_B
		      b = 2,
#endif
		      flags;

	spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
	return a;
}
// LIST: :[[@LINE-4]]:2: in directive: spin_lock_irqsave: declaration (flags is declared around a directive of the preprocessor)
