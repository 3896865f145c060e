// SPDX-License-Identifier: GPL-2.0
/* A 1-wire bus with nothing on it, whose master does single bits, as those on a GPIO do: the core resets the bus by itself. */
#include <linux/module.h>
#include <linux/w1.h>

static u8 read_bit(void *data)
{
	return 1;
}

static void write_bit(void *data, u8 bit)
{
}

static struct w1_bus_master master = {
	.read_bit = read_bit,
	.write_bit = write_bit,
};

static int __init w1_nothing_init(void)
{
	return w1_add_master_device(&master);
}

static void __exit w1_nothing_exit(void)
{
	w1_remove_master_device(&master);
}

module_init(w1_nothing_init);
module_exit(w1_nothing_exit);
MODULE_DESCRIPTION("1-wire bus with nothing on it");
MODULE_LICENSE("GPL");
