// RUN: %pvlint convert --without-lock %s -- -w -I%inputs > %t.diff 2> %t.err
// RUN: FileCheck --match-full-lines --strict-whitespace %s < %t.diff
// RUN: FileCheck --check-prefix=TABLE --implicit-check-not=refused, %s < %t.err
// RUN: %pvlint convert --without-lock --quiet %s -- -w -I%inputs 2>&1 >/dev/null | count 0
// RUN: %pvlint convert --list=no-lock %s -- -w -I%inputs | FileCheck --check-prefix=LOCK --implicit-check-not=": in " %s

// LOCK: in cpu: local_irq_save: no-lock
// LOCK: in cpu: local_irq_disable: no-lock
// LOCK: in scoped: guard: no-lock

// What can be counted: irqsave and _irq sections of spinlocks and raw spinlocks,
// of the CPU alone, and guards.

// TABLE:      subsystem{{ +}}sections converted   refused   because
// TABLE-NEXT: {{^[^ ]+ +}}12        12         0{{$}}

#include "kernel.h"
#include "interrupt_rc.h"

struct dev {
	spinlock_t lock, other;
	raw_spinlock_t raw;
	int jobs;
};

void save(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	d->jobs++;
	spin_unlock_irqrestore(&d->lock, flags);
}
// CHECK: void save(struct dev *d)
// CHECK-NEXT: {
// CHECK-NEXT:-	unsigned long flags;
// CHECK-NEXT:-
// CHECK-NEXT:-	spin_lock_irqsave(&d->lock, flags);
// CHECK-NEXT:+	spin_lock_irq_disable(&d->lock);
// CHECK-NEXT: 	d->jobs++;
// CHECK-NEXT:-	spin_unlock_irqrestore(&d->lock, flags);
// CHECK-NEXT:+	spin_unlock_irq_enable(&d->lock);

void raw(struct dev *d)
{
	raw_spin_lock_irq(&d->raw);
	d->jobs++;
	raw_spin_unlock_irq(&d->raw);
}
// CHECK:-	raw_spin_lock_irq(&d->raw);
// CHECK-NEXT:+	raw_spin_lock_irq_disable(&d->raw);
// CHECK-NEXT: 	d->jobs++;
// CHECK-NEXT:-	raw_spin_unlock_irq(&d->raw);
// CHECK-NEXT:+	raw_spin_unlock_irq_enable(&d->raw);

void cpu(struct dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	d->jobs++;
	local_irq_restore(flags);
	local_irq_disable();
	d->jobs++;
	local_irq_enable();
}
// CHECK:-	local_irq_save(flags);
// CHECK-NEXT:+	local_interrupt_disable();
// CHECK-NEXT: 	d->jobs++;
// CHECK-NEXT:-	local_irq_restore(flags);
// CHECK-NEXT:-	local_irq_disable();
// CHECK-NEXT:+	local_interrupt_enable();
// CHECK-NEXT:+	local_interrupt_disable();
// CHECK-NEXT: 	d->jobs++;
// CHECK-NEXT:-	local_irq_enable();
// CHECK-NEXT:+	local_interrupt_enable();

/* One begin, two ends, and a call over two lines. */
int ends(struct dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock,
			  flags);
	if (d->jobs) {
		spin_unlock_irqrestore(&d->lock, flags);
		return 1;
	}
	spin_unlock_irqrestore(&d->lock,
			       flags);
	return 0;
}
// CHECK:-	spin_lock_irqsave(&d->lock,
// CHECK-NEXT:-			  flags);
// CHECK-NEXT:+	spin_lock_irq_disable(&d->lock);
// CHECK:-		spin_unlock_irqrestore(&d->lock, flags);
// CHECK-NEXT:+		spin_unlock_irq_enable(&d->lock);
// CHECK:-	spin_unlock_irqrestore(&d->lock,
// CHECK-NEXT:-			       flags);
// CHECK-NEXT:+	spin_unlock_irq_enable(&d->lock);

/* Two begins, one end. */
void begins(struct dev *d)
{
	unsigned long flags;

	if (d->jobs)
		spin_lock_irqsave(&d->lock, flags);
	else
		spin_lock_irqsave(&d->lock, flags);
	spin_unlock_irqrestore(&d->lock, flags);
}
// CHECK:-		spin_lock_irqsave(&d->lock, flags);
// CHECK-NEXT:+		spin_lock_irq_disable(&d->lock);
// CHECK-NEXT: 	else
// CHECK-NEXT:-		spin_lock_irqsave(&d->lock, flags);
// CHECK-NEXT:-	spin_unlock_irqrestore(&d->lock, flags);
// CHECK-NEXT:+		spin_lock_irq_disable(&d->lock);
// CHECK-NEXT:+	spin_unlock_irq_enable(&d->lock);

void nested(struct dev *d)
{
	unsigned long flags, irqflags;

	spin_lock_irqsave(&d->lock, flags);
	spin_lock_irqsave(&d->other, irqflags);
	spin_unlock_irqrestore(&d->other, irqflags);
	spin_unlock_irqrestore(&d->lock, flags);
}
// CHECK:-	unsigned long flags, irqflags;
// CHECK-NEXT:-
// CHECK-NEXT:-	spin_lock_irqsave(&d->lock, flags);
// CHECK-NEXT:-	spin_lock_irqsave(&d->other, irqflags);
// CHECK-NEXT:-	spin_unlock_irqrestore(&d->other, irqflags);
// CHECK-NEXT:-	spin_unlock_irqrestore(&d->lock, flags);
// CHECK-NEXT:+	spin_lock_irq_disable(&d->lock);
// CHECK-NEXT:+	spin_lock_irq_disable(&d->other);
// CHECK-NEXT:+	spin_unlock_irq_enable(&d->other);
// CHECK-NEXT:+	spin_unlock_irq_enable(&d->lock);

int guarded(struct dev *d)
{
	guard(spinlock_irqsave)(&d->lock);
	return d->jobs;
}
// CHECK:-	guard(spinlock_irqsave)(&d->lock);
// CHECK-NEXT:+	guard(spinlock_irq_disable)(&d->lock);

void scoped(struct dev *d)
{
	scoped_guard(spinlock_irq, &d->lock)
		d->jobs++;
	guard(irqsave)();
	d->jobs++;
}
// CHECK:-	scoped_guard(spinlock_irq, &d->lock)
// CHECK-NEXT:+	scoped_guard(spinlock_irq_disable, &d->lock)
// CHECK-NEXT: 		d->jobs++;
// CHECK-NEXT:-	guard(irqsave)();
// CHECK-NEXT:+	guard(interrupt_disable)();
