// What pvops-native-bypass shows at each level, word for word. scripts/levels writes the expected lines.
// RUN: cd %S && %pvlint check --quiet --level=error levels.c -- -I%inputs | count 0
// RUN: cd %S && not %pvlint check --quiet --level=warning levels.c -- -I%inputs | FileCheck %s --check-prefixes=WARNING %whole
// RUN: cd %S && not %pvlint check --quiet --level=audit levels.c -- -I%inputs | FileCheck %s --check-prefixes=WARNING,AUDIT %whole

#include "kernel.h"

extern void tell(void);
extern void firmware(void);

/* warning: an instruction. */
void disable_bad(void)
{
	__asm__ __volatile__("cli" : : : "memory");
}

/* warning: IF of the processor decides. */
void read_bad(void)
{
	if (!(native_save_fl() & X86_EFLAGS_IF))
		tell();
}

/* warning: a word of the processor for a paravirt op. */
void mixed_bad(void)
{
	unsigned long flags = native_save_fl();

	local_irq_disable();
	tell();
	local_irq_restore(flags);
}

/* audit: meant for code that never is a guest. */
void firmware_call(void)
{
	unsigned long flags = native_local_irq_save();

	firmware();
	native_local_irq_restore(flags);
}

/* Not shown. */
void read_good(void)
{
	if (irqs_disabled())
		tell();
}

// WARNING: levels.c:14:2: warning: 'asm' clears the hardware IF, which has no effect in a paravirt guest: interrupts stay enabled there; use local_irq_disable() [pvops-native-bypass]
// WARNING: levels.c:20:8: warning: decision depends on the hardware IF, read by native_save_fl(), which is always set in a paravirt guest; use irqs_disabled(), or local_save_flags() for the flags [pvops-native-bypass]
// WARNING: levels.c:20:8: note: flags read here by native_save_fl()
// WARNING: levels.c:31:2: warning: local_irq_restore() restores the hardware flags read by native_save_fl() on line 27, where IF is always set in a paravirt guest; save with local_save_flags() [pvops-native-bypass]
// WARNING: levels.c:27:24: note: flags read here by native_save_fl()
// AUDIT: levels.c:37:24: remark: native_local_irq_save() clears the hardware IF, which has no effect in a paravirt guest: interrupts stay enabled there; use local_irq_disable() [pvops-native-bypass]
// AUDIT: levels.c:40:2: note: also here: native_local_irq_restore() sets the hardware IF, which has no effect in a paravirt guest; use local_irq_save() and local_irq_restore()
