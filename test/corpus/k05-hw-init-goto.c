// RUN: %verify %s
// RUN: %verify19 %s
//
// K5: rtl92cu_hw_init(), 3.14 to 5.16 (fixed by 8b144dedb928), wrapped its
// whole bring-up in save, enable, restore, with goto exits to the restore.
// The pair was meant to keep interrupts on during the slow work; when a caller
// had them off, the restore would have had to put them back off, and cannot.

#include "kernel.h"

struct hw {
	int fw_ready;
	u32 rf_mode;
};

extern int mac_power_on(struct hw *hw);
extern int firmware_download(struct hw *hw);
extern void rf_config(struct hw *hw);

int hw_init_bad(struct hw *hw)
{
	unsigned long flags;
	int err;

	local_save_flags(flags);
	local_irq_enable();

	hw->fw_ready = 0;
	err = mac_power_on(hw);
	if (err) {
		pr_err("power on failed\n");
		goto exit;
	}
	err = firmware_download(hw);
	if (err) {
		pr_err("no firmware\n");
		err = 1;
		goto exit;
	}
	hw->fw_ready = 1;
	switch (hw->rf_mode) {
	case 0:
		goto exit;
	case 1:
		rf_config(hw);
		break;
	default:
		err = -EINVAL;
	}
exit:
	local_irq_restore(flags); // expected-warning {{[pvops-restore-disables]}}
	return err;
}

int hw_init_fixed(struct hw *hw)
{
	int err;

	hw->fw_ready = 0;
	err = mac_power_on(hw);
	if (err)
		return err;
	err = firmware_download(hw);
	if (err)
		return 1;
	hw->fw_ready = 1;
	if (hw->rf_mode == 1)
		rf_config(hw);
	return 0;
}
