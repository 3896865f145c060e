// RUN: not %pvlint check %s -- --target=aarch64-linux-gnu -std=gnu11 -ffreestanding > %t.out
// RUN: FileCheck %s --implicit-check-not=warning: < %t.out
//
// K2: apei_claim_sea(), arm64 up to 5.5 (fixed by e533dbe9dcb1).  The word of
// arch_local_save_flags(), which with pseudo-NMIs is a priority mask, was put
// back by local_daif_restore(), which takes DAIF.

#define DAIF_ERRCTX 0x1c0

extern unsigned long arch_local_save_flags(void);
extern unsigned long local_daif_save_flags(void);
extern unsigned long local_daif_save(void);
extern void local_daif_restore(unsigned long flags);
extern void arch_local_irq_restore(unsigned long flags);
extern int notify_sea(void);

int claim_sea_bad(void)
{
	unsigned long current_flags;
	int err;

	current_flags = arch_local_save_flags();
	local_daif_restore(DAIF_ERRCTX);
	err = notify_sea();
	local_daif_restore(current_flags);
	return err;
}
// CHECK: k02-word-of-another-family.c:[[#@LINE-3]]:2: warning: local_daif_restore() expects flags of 'daif' but gets those of 'irqflags', saved by arch_local_save_flags() on line 22; use the save and restore of one family [pvops-foreign-flags, proven]
// CHECK: :[[#@LINE-7]]:18: note: flags saved here by arch_local_save_flags()

int claim_sea_fixed(void)
{
	unsigned long current_flags;
	int err;

	current_flags = local_daif_save_flags();
	local_daif_restore(DAIF_ERRCTX);
	err = notify_sea();
	local_daif_restore(current_flags);
	return err;
}

/* The other way round. */
int other_way_bad(void)
{
	unsigned long flags = local_daif_save();
	int err = notify_sea();

	arch_local_irq_restore(flags);
	return err;
}
// CHECK: k02-word-of-another-family.c:[[#@LINE-3]]:2: warning: arch_local_irq_restore() expects flags of 'irqflags' but gets those of 'daif'

/* Through a function of one's own. */
static void leave(unsigned long flags)
{
	local_daif_restore(flags);
}

int in_a_callee_bad(void)
{
	unsigned long flags = arch_local_save_flags();
	int err = notify_sea();

	leave(flags);
	return err;
}
// CHECK: k02-word-of-another-family.c:[[#@LINE-3]]:2: warning: leave() expects flags of 'daif' but gets those of 'irqflags'

int in_a_callee_fixed(void)
{
	unsigned long flags = local_daif_save();
	int err = notify_sea();

	leave(flags);
	return err;
}
