// Each architecture has its bit, and C2 is for all of them: generic code may not rely on a restore that disables.
// RUN: not %pvlint check %s -- --target=riscv64-linux-gnu -DIS_ON='(flags & 2)' > %t.riscv; FileCheck %s --implicit-check-not=warning: < %t.riscv
// RUN: not %pvlint check %s -- --target=loongarch64-linux-gnu -DIS_ON='(flags & 4)' > %t.loongarch; FileCheck %s --implicit-check-not=warning: < %t.loongarch
// RUN: not %pvlint check %s -- --target=mipsel-linux-gnu -DIS_ON='(flags & 1)' > %t.mips; FileCheck %s --implicit-check-not=warning: < %t.mips
// RUN: not %pvlint check %s -- --target=powerpc-linux-gnu -DIS_ON='(flags & 0x8000)' > %t.powerpc; FileCheck %s --implicit-check-not=warning: < %t.powerpc
// RUN: not %pvlint check %s -- --target=powerpc64le-linux-gnu -DIS_ON='!(flags & 1)' > %t.powerpc64; FileCheck %s --implicit-check-not=warning: < %t.powerpc64
// RUN: not %pvlint check %s -- --target=s390x-linux-gnu -DIS_ON='(flags >> 56 & 3)' > %t.s390; FileCheck %s --implicit-check-not=warning: --check-prefixes=CHECK,S390 < %t.s390
// RUN: not %pvlint check %s -- --target=arm-linux-gnueabi -DIS_ON='!(flags & 0x80)' > %t.arm; FileCheck %s --implicit-check-not=warning: --check-prefixes=CHECK,ARM < %t.arm
// RUN: not %pvlint check %s -- --target=aarch64-linux-gnu -DIS_ON='!(flags & 0x80)' > %t.arm64; FileCheck %s --implicit-check-not=warning: --check-prefixes=CHECK,ARM64 < %t.arm64

extern unsigned long arch_local_irq_save(void);
extern void arch_local_irq_disable(void);
extern void arch_local_irq_enable(void);
extern void arch_local_irq_restore(unsigned long flags);
extern void work(void);

void restore_bad(void)
{
	unsigned long flags;

	arch_local_irq_disable();
	flags = arch_local_irq_save();
	arch_local_irq_enable();
	work();
	arch_local_irq_restore(flags);
	arch_local_irq_enable();
}
// CHECK: architectures.c:[[#@LINE-3]]:2: warning: arch_local_irq_restore() restores flags that say disabled, with interrupts enabled by arch_local_irq_enable(), and on x86 that does nothing; disable them first [pvops-restore-disables, proven]
// CHECK: :[[#@LINE-7]]:10: note: flags saved here by arch_local_irq_save(); interrupts disabled
// CHECK: :[[#@LINE-7]]:2: note: interrupts enabled here by arch_local_irq_enable()
// CHECK: :[[#@LINE-6]]:2: note: CONFIG_DEBUG_IRQFLAGS prints here: "raw_local_irq_restore() called with IRQs enabled"

void restore_good(void)
{
	unsigned long flags = arch_local_irq_save();

	work();
	arch_local_irq_restore(flags);
}

/* The restore, spelled out: nothing is said if the bit is the right one. */
void by_hand_good(void)
{
	unsigned long flags = arch_local_irq_save();

	work();
	if (IS_ON)
		arch_local_irq_enable();
}

#ifdef __powerpc64__
extern unsigned long irq_soft_mask_return(void);
extern void irq_soft_mask_set(unsigned long mask);
extern unsigned long irq_soft_mask_or_return(unsigned long mask);

void soft_bad(void)
{
	irq_soft_mask_set(3);
	work();
	if (irq_soft_mask_return() & 2)
		return;
	arch_local_irq_enable();
}

void soft_good(void)
{
	unsigned long flags = irq_soft_mask_or_return(3);

	work();
	arch_local_irq_restore(flags);
}
#endif

#ifdef __s390x__
extern unsigned long __arch_local_irq_save(void);

/* The byte at the other end is what the stack held. */
int low_byte_bad(void)
{
	unsigned long flags = __arch_local_irq_save();
	int some = 0;

	if (flags & 2)
		some = 1;
	arch_local_irq_restore(flags);
	return some;
}
// S390: :[[#@LINE-5]]:6: warning: branch depends on bit 1 of saved flags; only the interrupt bits are defined, bit 1 is garbage and the branch goes either way; read the real register [pvops-save-fl-bits, proven]

int upper_byte_good(void)
{
	unsigned long flags = __arch_local_irq_save();
	int some = 0;

	if (flags & 4UL << 56)
		some = 1;
	arch_local_irq_restore(flags);
	return some;
}
#endif

#ifdef __arm__
/* ARMv6 and later, and before. */
static inline unsigned long mask(void)
{
	unsigned long flags;

	asm volatile("mrs	%0, cpsr	@ arch_local_irq_save\n"
		     "	cpsid	i" : "=r"(flags) : : "memory", "cc");
	return flags;
}

static inline unsigned long mask_old(void)
{
	unsigned long flags, temp;

	asm volatile("mrs	%0, cpsr	@ arch_local_irq_save\n"
		     "	orr	%1, %0, #128\n"
		     "	msr	cpsr_c, %1"
		     : "=r"(flags), "=r"(temp) : : "memory", "cc");
	return flags;
}

int lost_bad(int a)
{
	unsigned long flags = mask();

	if (a)
		return -1;
	arch_local_irq_restore(flags);
	return 0;
}
// ARM: :[[#@LINE-4]]:3: warning: lost_bad() returns with interrupts disabled by 'asm' on line {{[0-9]+}} in mask(), and 'flags' is lost; restore the flags before the return [pvops-unrestored-flags]

int lost_old_bad(int a)
{
	unsigned long flags = mask_old();

	if (a)
		return -1;
	arch_local_irq_restore(flags);
	return 0;
}
// ARM: :[[#@LINE-4]]:3: warning: lost_old_bad() returns with interrupts disabled by 'asm' on line {{[0-9]+}} in mask_old(), and 'flags' is lost; restore the flags before the return [pvops-unrestored-flags]

/* Fast interrupts are no business of the flags'. */
void fiq_good(void)
{
	unsigned long temp;

	asm volatile("mrs %0, cpsr\n orr %0, %0, #64\n msr cpsr_c, %0" : "=r"(temp) : : "memory");
}
#endif

#ifdef __aarch64__
/* With pseudo-NMIs the priority mask is the flags, and which of them it is was decided at boot. */
extern unsigned long __daif_local_save_flags(void), __pmr_local_save_flags(void);
extern void __daif_local_irq_disable(void), __pmr_local_irq_disable(void);
extern _Bool alternative_has_cap_unlikely(unsigned long cap);

static inline unsigned long save(void)
{
	unsigned long flags;

	if (alternative_has_cap_unlikely(5)) {
		flags = __pmr_local_save_flags();
		__pmr_local_irq_disable();
		return flags;
	}
	flags = __daif_local_save_flags();
	__daif_local_irq_disable();
	return flags;
}

int either_bad(int a)
{
	unsigned long flags = save();

	if (a)
		return -1;
	arch_local_irq_restore(flags);
	return 0;
}
// ARM64: :[[#@LINE-4]]:3: warning: either_bad() returns with interrupts disabled by __{{.*}}_local_irq_disable() on line {{[0-9]+}} in save(), and 'flags' is lost; restore the flags before the return [pvops-unrestored-flags]

/* DAIF by itself. The idle loop masks what is masked already, and puts it back. */
void idle_good(void)
{
	unsigned long daif;

	asm volatile("mrs %0, daif" : "=r"(daif));
	asm volatile("msr daif, %x0" : : "rZ"(daif | 0xc0));
	work();
	asm volatile("msr daif, %x0" : : "rZ"(daif));
}

void daif_bad(void)
{
	unsigned long daif;

	asm volatile("mrs %0, daif" : "=r"(daif));
	arch_local_irq_restore(daif);
}
// ARM64: :[[#@LINE-2]]:2: warning: arch_local_irq_restore() expects flags of 'irqflags' but gets those of 'daif', {{.*}} [pvops-foreign-flags, proven]
#endif
