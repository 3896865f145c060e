/* SPDX-License-Identifier: GPL-2.0 */
/* How functions are entered; see pv_entries.c. */
#ifndef PV_ENTRIES_H
#define PV_ENTRIES_H

struct seq_file;

extern bool pv_record_entries;
void pv_show_entries(struct seq_file *m);

#endif
