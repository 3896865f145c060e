// RUN: %verify %s
// RUN: %verify19 %s
//
// What fills the paravirt ops is what they are made of: the processor's own
// flags are in place there, and in what only such functions call.

#include "kernel.h"
#include "paravirt.h"

static void mask(void)
{
	asm volatile("cli" : : : "memory");
}

void board_irq_disable(void)
{
	mask();
}
PV_CALLEE_SAVE_REGS_THUNK(board_irq_disable);

static void board_irq_enable(void)
{
	asm volatile("sti" : : : "memory");
}

static void board_safe_halt(void)
{
	asm volatile("sti; hlt" : : : "memory");
}

static const struct pv_irq_ops board_ops = {
	.irq_disable = PV_CALLEE_SAVE(board_irq_disable),
	.safe_halt = board_safe_halt,
};

void board_setup(void)
{
	pv_ops.irq = board_ops;
	pv_ops.irq.irq_enable = __PV_IS_CALLEE_SAVE(board_irq_enable);
}

/* Somebody else calls this one too. */
static void mask_for_all(void)
{
	asm volatile("cli" : : : "memory"); // expected-warning {{[pvops-native-bypass]}}
}

static void other_irq_disable(void)
{
	mask_for_all();
}

void driver(void)
{
	mask_for_all();
}

void other_setup(struct pv_irq_ops *ops)
{
	ops->irq_disable.func = other_irq_disable;
}
