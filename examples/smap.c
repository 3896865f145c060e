/*
 * A boot that depends on the compiler.
 *
 * SMAP keeps the kernel from touching user memory unless AC, bit 18 of the
 * flags register, is set.  Before it is switched on, somebody should make sure
 * that AC is clear.  So far, so good.
 *
 * On Xen PV local_save_flags() does not read the register.  It asks the
 * hypervisor's shared page whether events are masked and returns that as IF;
 * what is in the other bits is what the code before happened to leave there.
 * The check below therefore stops the machine, or does not, depending on how
 * the kernel was compiled.  (Linux 3.7 to 4.1, fixed by 581b7f158fe0.)
 */
#include "kernel.h"

extern void cr4_set_smap(void);
extern void cr4_clear_smap(void);

/* wrong: AC of a saved word is undefined */
void setup_smap(bool have_smap)
{
	unsigned long eflags;

	local_save_flags(eflags);
	BUG_ON(eflags & X86_EFLAGS_AC);

	if (have_smap)
		cr4_set_smap();
	else
		cr4_clear_smap();
}

/* right: the register itself knows */
void setup_smap_fixed(bool have_smap)
{
	unsigned long eflags = native_save_fl();

	BUG_ON(eflags & X86_EFLAGS_AC);

	if (have_smap)
		cr4_set_smap();
	else
		cr4_clear_smap();
}

/* also right: IF is the one bit that a saved word defines */
void report_smap(void)
{
	unsigned long flags;

	local_save_flags(flags);
	pr_info("SMAP set up with interrupts %s\n",
		flags & X86_EFLAGS_IF ? "on" : "off");
}
