/*
 * Interrupt flags, in the shape of Linux 6.12 on x86 with paravirt.
 *
 * The four extern functions go through the paravirt ops: on bare metal they are
 * pushf, cli, sti and "sti; hlt", under a hypervisor they are whatever it
 * installed.  Their contract, and all there is to it: save_flags defines IF and
 * no other bit, and restore never has to disable.
 */
#ifndef _EXAMPLES_IRQFLAGS_H
#define _EXAMPLES_IRQFLAGS_H

#define X86_EFLAGS_IF	(1UL << 9)
#define X86_EFLAGS_AC	(1UL << 18)

extern unsigned long arch_local_save_flags(void);
extern void arch_local_irq_disable(void);
extern void arch_local_irq_enable(void);
extern void arch_safe_halt(void);

/* The real register, whatever the hypervisor: every bit is defined. */
static inline unsigned long native_save_fl(void)
{
	unsigned long flags;

	__asm__ __volatile__("pushf ; pop %0" : "=rm"(flags) : : "memory");
	return flags;
}

static inline unsigned long arch_local_irq_save(void)
{
	unsigned long flags = arch_local_save_flags();

	arch_local_irq_disable();
	return flags;
}

static inline int arch_irqs_disabled_flags(unsigned long flags)
{
	return !(flags & X86_EFLAGS_IF);
}

/* Enables, or does nothing.  A word that says "off" is not acted upon. */
static inline void arch_local_irq_restore(unsigned long flags)
{
	if (!arch_irqs_disabled_flags(flags))
		arch_local_irq_enable();
}

#define local_save_flags(flags)	do { flags = arch_local_save_flags(); } while (0)
#define local_irq_save(flags)	do { flags = arch_local_irq_save(); } while (0)
#define local_irq_restore(flags) do { arch_local_irq_restore(flags); } while (0)
#define local_irq_disable()	do { arch_local_irq_disable(); } while (0)
#define local_irq_enable()	do { arch_local_irq_enable(); } while (0)
#define irqs_disabled_flags(flags) arch_irqs_disabled_flags(flags)
#define irqs_disabled()		arch_irqs_disabled_flags(arch_local_save_flags())

#endif
