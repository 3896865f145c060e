#ifndef PVLINT_TEST_JUMP_LABEL_H
#define PVLINT_TEST_JUMP_LABEL_H

#include "compiler.h"

struct static_key { atomic_t enabled; };
struct static_key_false { struct static_key key; };

/* Falls through, or jumps when the patched branch says so. */
static __always_inline bool arch_static_branch(struct static_key *const key,
					       const bool branch)
{
	__asm__ goto("1: .byte 0x0f,0x1f,0x44,0x00,0x00\n\t"
		     ".pushsection __jump_table, \"aw\"\n\t"
		     ".long 1b - ., %l[l_yes] - .\n\t"
		     ".quad %c0 + %c1 - .\n\t"
		     ".popsection\n\t"
		     : : "i"(key), "i"(branch) : : l_yes);
	return false;
l_yes:
	return true;
}

#define DEFINE_STATIC_KEY_FALSE(name) struct static_key_false name
#define static_branch_unlikely(x) \
	unlikely(arch_static_branch(&(x)->key, false))

#endif
