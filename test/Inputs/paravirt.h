#ifndef PVLINT_TEST_PARAVIRT_H
#define PVLINT_TEST_PARAVIRT_H

/* The paravirt ops for interrupts, as since 4.20. */

struct paravirt_callee_save {
	void *func;
};

struct pv_irq_ops {
	struct paravirt_callee_save save_fl;
	struct paravirt_callee_save restore_fl;
	struct paravirt_callee_save irq_disable;
	struct paravirt_callee_save irq_enable;
	void (*safe_halt)(void);
};

struct paravirt_patch_template {
	struct pv_irq_ops irq;
};

extern struct paravirt_patch_template pv_ops;

/* An entry that saves the caller's registers around a C function. */
#define PV_CALLEE_SAVE_REGS_THUNK(func)					\
	extern __typeof__(func) __raw_callee_save_##func;		\
	asm(".pushsection .text, \"ax\";"				\
	    ".globl __raw_callee_save_" #func ";"			\
	    ".type __raw_callee_save_" #func ", @function;"		\
	    "__raw_callee_save_" #func ":"				\
	    "endbr64;"							\
	    "push %rcx; push %rdx;"					\
	    "call " #func ";"						\
	    "pop %rdx; pop %rcx;"					\
	    "ret; int3;"						\
	    ".size __raw_callee_save_" #func ", .-__raw_callee_save_" #func ";" \
	    ".popsection")

#define PV_CALLEE_SAVE(func) \
	((struct paravirt_callee_save) { __raw_callee_save_##func })
/* For functions that leave registers alone by themselves. */
#define __PV_IS_CALLEE_SAVE(func) \
	((struct paravirt_callee_save) { func })

#endif
