// SPDX-License-Identifier: GPL-2.0
/*
 * Mistakes, and what looks like one and is none. Writing N to /proc/pv_planted runs each with N; the analysis and the run have
 * to agree about all of them. The function's name says what it is.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

static DEFINE_SPINLOCK(outer);
static DEFINE_SPINLOCK(inner);
static DEFINE_RWLOCK(rw);
static unsigned long planted_count;

static noinline void helper_irq(void)
{
	spin_lock_irq(&inner);
	planted_count++;
	spin_unlock_irq(&inner);
}

struct planted_ops {
	void (*act)(void);
};
static const struct planted_ops planted_ops = { .act = helper_irq };

static noinline void bad_irq_pair_inside(void)
{
	unsigned long flags;

	spin_lock_irqsave(&outer, flags);
	spin_lock_irq(&inner);
	planted_count++;
	spin_unlock_irq(&inner);
	spin_unlock_irqrestore(&outer, flags);
}

static noinline void bad_callee_enables_core(void)
{
	unsigned long flags;

	local_irq_save(flags);
	helper_irq();
	local_irq_restore(flags);
}

static noinline void bad_callee_enables(void)
{
	local_irq_disable();
	bad_callee_enables_core();
	local_irq_enable();
}

static noinline void bad_nested(void)
{
	unsigned long flags, more;

	write_lock_irqsave(&rw, flags);
	spin_lock_irqsave(&outer, more);
	helper_irq();
	spin_unlock_irqrestore(&outer, more);
	write_unlock_irqrestore(&rw, flags);
}

static noinline void bad_never_disabled(void)
{
	unsigned long flags;

	local_save_flags(flags);
	planted_count++;
	local_irq_restore(flags);
}

static noinline void bad_on_one_path(int n)
{
	unsigned long flags;

	local_irq_save(flags);
	if (n & 1)
		local_irq_enable();
	planted_count++;
	local_irq_restore(flags);
}

static noinline void bad_inside_guard(void)
{
	guard(spinlock_irqsave)(&outer);
	helper_irq();
}

static noinline void release(unsigned long flags)
{
	spin_unlock_irqrestore(&outer, flags);
}

static noinline void bad_release_helper(void)
{
	unsigned long flags;

	spin_lock_irqsave(&outer, flags);
	helper_irq();
	release(flags);
}

static noinline int bad_shared_exit(int n)
{
	unsigned long flags;
	int err = -EINVAL;

	spin_lock_irqsave(&outer, flags);
	if (n & 1) {
		spin_unlock_irq(&outer);
		planted_count++;
		spin_lock(&outer);
		goto out;
	}
	err = 0;
out:
	spin_unlock_irqrestore(&outer, flags);
	return err;
}

static noinline void bad_restored_twice(void)
{
	unsigned long flags;

	local_irq_save(flags);
	planted_count++;
	local_irq_restore(flags);
	planted_count++;
	local_irq_restore(flags);
}

static noinline void bad_order(void)
{
	unsigned long flags, more;

	spin_lock_irqsave(&outer, flags);
	read_lock_irqsave(&rw, more);
	planted_count++;
	spin_unlock_irqrestore(&outer, flags);
	read_unlock_irqrestore(&rw, more);
}

static noinline void bad_through_pointer(const struct planted_ops *ops)
{
	unsigned long flags;

	spin_lock_irqsave(&outer, flags);
	ops->act();
	spin_unlock_irqrestore(&outer, flags);
}

static noinline void bad_second_round(int n)
{
	unsigned long flags;
	int i;

	local_irq_save(flags);
	for (i = 0; i < n; i++) {
		planted_count++;
		local_irq_enable();
	}
	local_irq_restore(flags);
}

static noinline void fine_opened_and_closed(void)
{
	unsigned long flags;

	spin_lock_irqsave(&outer, flags);
	spin_unlock_irq(&outer);
	planted_count++;
	spin_lock_irq(&outer);
	spin_unlock_irqrestore(&outer, flags);
}

static noinline void fine_nested(void)
{
	unsigned long flags, more;

	spin_lock_irqsave(&outer, flags);
	read_lock_irqsave(&rw, more);
	planted_count++;
	read_unlock_irqrestore(&rw, more);
	spin_unlock_irqrestore(&outer, flags);
}

static noinline void fine_conditional(int n)
{
	unsigned long flags;

	if (n & 1)
		local_irq_save(flags);
	planted_count++;
	if (n & 1)
		local_irq_restore(flags);
}

static noinline void fine_guard(void)
{
	guard(irqsave)();
	planted_count++;
}

static ssize_t planted_write(struct file *file, const char __user *buf, size_t size, loff_t *pos)
{
	int n;

	if (kstrtoint_from_user(buf, size, 0, &n))
		return -EINVAL;
	bad_irq_pair_inside();
	bad_callee_enables();
	bad_nested();
	bad_never_disabled();
	bad_on_one_path(n);
	bad_inside_guard();
	bad_release_helper();
	bad_shared_exit(n);
	bad_restored_twice();
	bad_order();
	bad_through_pointer(&planted_ops);
	bad_second_round(n);
	fine_opened_and_closed();
	fine_nested();
	fine_conditional(n);
	fine_guard();
	return size;
}

static const struct proc_ops planted_proc = {
	.proc_write = planted_write,
};

static int __init planted_init(void)
{
	proc_create("pv_planted", 0200, NULL, &planted_proc);
	return 0;
}

static void __exit planted_exit(void)
{
	remove_proc_entry("pv_planted", NULL);
}

module_init(planted_init);
module_exit(planted_exit);
MODULE_DESCRIPTION("mistakes with saved interrupt flags, on purpose");
MODULE_LICENSE("GPL");
