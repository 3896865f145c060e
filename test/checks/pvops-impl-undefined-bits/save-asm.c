// RUN: %verify %s
// RUN: %verify19 %s
// RUN: %clang22 -std=gnu11 -fsyntax-only -w -I%inputs -fplugin=%plugin22 -fplugin-arg-pvlint-level=audit %s 2>&1 | FileCheck --check-prefix=AUDIT %s
//
// Implementations of save_fl whose word comes out of an asm statement: bits
// that no instruction of it writes are nobody's.

#include "kernel.h"
#include "paravirt.h"

#define OPS(name)						\
	static const struct pv_irq_ops name##_ops = {		\
		.save_fl = __PV_IS_CALLEE_SAVE(name##_save_fl),	\
	}

extern u8 mask;
extern u16 half_word;

/* Eight bits, of which none is IF. */
static unsigned long setcc_bad_save_fl(void) // expected-warning {{setcc_bad_save_fl() returns bits 8-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %b0" : "=r"(flags) : "m"(mask));
	return flags;
}
OPS(setcc_bad);

static unsigned long setcc_good_save_fl(void)
{
	unsigned long flags;

	asm("xor %k0, %k0; testb $0xff, %%gs:%1; setz %b0; shl $9, %k0"
	    : "=&r"(flags) : "m"(mask));
	return flags;
}
OPS(setcc_good);

static unsigned long widened_good_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %b0; movzbl %b0, %k0" : "=r"(flags) : "m"(mask));
	return flags << 9;
}
OPS(widened_good);

static unsigned long byte_bad_save_fl(void) // expected-warning {{byte_bad_save_fl() returns bits 8-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	asm volatile("movb %%gs:%1, %b0" : "=q"(flags) : "m"(mask));
	return flags;
}
OPS(byte_bad);

static unsigned long byte_good_save_fl(void)
{
	unsigned long flags;

	asm volatile("movzbl %%gs:%1, %k0" : "=q"(flags) : "m"(mask));
	return flags << 9;
}
OPS(byte_good);

/* IF is in %ah, and %ah is all that is written: legal. */
// AUDIT: :[[@LINE+1]]:{{.*}}remark: high_save_fl() leaves bits 0-7 and 16-63 {{.*}}undefined{{.*}}[pvops-impl-undefined-bits]
static unsigned long high_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %h0; addb %h0, %h0" : "=Q"(flags) : "m"(mask));
	return flags;
}
OPS(high);

// AUDIT: :[[@LINE+1]]:{{.*}}remark: named_save_fl() leaves bits 0-7 and 16-63 {{.*}}undefined{{.*}}[pvops-impl-undefined-bits]
static unsigned long named_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %%ah; addb %%ah, %%ah" : "=a"(flags) : "m"(mask));
	return flags;
}
OPS(named);

static unsigned long low_bad_save_fl(void) // expected-warning {{low_bad_save_fl() returns bits 8-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %%al" : "=a"(flags) : "m"(mask));
	return flags;
}
OPS(low_bad);

/* Through a register of its own. */
static unsigned long scratch_bad_save_fl(void) // expected-warning {{scratch_bad_save_fl() returns bits 8-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %%cl; mov %%rcx, %0" : "=r"(flags) : "m"(mask) : "rcx");
	return flags;
}
OPS(scratch_bad);

/* 16 bits are enough for IF, and leave others. */
// AUDIT: :[[@LINE+1]]:{{.*}}remark: short_save_fl() leaves bits 16-63 {{.*}}undefined{{.*}}[pvops-impl-undefined-bits]
static unsigned long short_save_fl(void)
{
	unsigned long flags;

	asm volatile("movw %%gs:%1, %w0" : "=r"(flags) : "m"(half_word));
	return flags;
}
OPS(short);

/* Masked, wherever. */
static unsigned long masked_good_save_fl(void)
{
	unsigned long flags;

	asm volatile("movw %%gs:%1, %w0" : "=r"(flags) : "m"(half_word));
	return flags & X86_EFLAGS_IF;
}
OPS(masked_good);

/* The start of an operand that is read and written. */
static unsigned long start_good_save_fl(void)
{
	unsigned long flags = 0;

	asm("testb $0xff, %%gs:%1; setz %h0; addb %h0, %h0" : "+Q"(flags) : "m"(mask));
	return flags;
}
OPS(start_good);

// AUDIT: :[[@LINE+1]]:{{.*}}remark: start_bad_save_fl() leaves bits 0-7 and 16-63 {{.*}}undefined{{.*}}[pvops-impl-undefined-bits]
static unsigned long start_bad_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %h0; addb %h0, %h0" : "+Q"(flags) : "m"(mask));
	return flags;
}
OPS(start_bad);

static unsigned long tied_good_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%2; setz %h0; addb %h0, %h0" : "=Q"(flags) : "0"(0UL), "m"(mask));
	return flags;
}
OPS(tied_good);

static unsigned long shared_good_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%2; setz %%ah; addb %%ah, %%ah" : "=a"(flags) : "a"(0UL), "m"(mask));
	return flags;
}
OPS(shared_good);

/* A path past the write. */
static unsigned long path_bad_save_fl(void) // expected-warning {{path_bad_save_fl() returns bits 0-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; jnz 1f; mov $0x200, %0; 1:" : "=r"(flags) : "m"(mask));
	return flags;
}
OPS(path_bad);

static unsigned long path_good_save_fl(void)
{
	unsigned long flags;

	asm("xor %k0, %k0; testb $0xff, %%gs:%1; jnz 1f; mov $0x200, %0; 1:"
	    : "=&r"(flags) : "m"(mask));
	return flags;
}
OPS(path_good);

/* A condition is 0 or 1. */
static unsigned long condition_bad_save_fl(void) // expected-warning {{in which IF is never set}}
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1" : "=@ccz"(flags) : "m"(mask));
	return flags;
}
OPS(condition_bad);

static unsigned long condition_good_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1" : "=@ccz"(flags) : "m"(mask));
	return flags << 9;
}
OPS(condition_good);

/* An output of a byte in something larger. */
static unsigned long part_bad_save_fl(void) // expected-warning {{part_bad_save_fl() returns bits 8-63 of the saved flags uninitialized, including IF: a restore enables interrupts at random; set IF on every path [pvops-impl-undefined-bits, proven]}}
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; setz %0" : "=q"(*(u8 *)&flags) : "m"(mask));
	return flags;
}
OPS(part_bad);

static unsigned long part_good_save_fl(void)
{
	unsigned long flags = 0;

	asm("testb $0xff, %%gs:%1; setz %0" : "=q"(((u8 *)&flags)[1]) : "m"(mask));
	return flags << 1;
}
OPS(part_good);

union word {
	u8 byte[8];
	unsigned long whole;
};

// AUDIT: :[[@LINE+1]]:{{.*}}remark: union_bad_save_fl() leaves bits 0-7 and 16-63 {{.*}}undefined{{.*}}[pvops-impl-undefined-bits]
static unsigned long union_bad_save_fl(void)
{
	union word w;

	asm("movb %%gs:%1, %0" : "=q"(w.byte[1]) : "m"(mask));
	return w.whole;
}
OPS(union_bad);

static unsigned long union_good_save_fl(void)
{
	union word w;

	w.whole = 0;
	asm("movb %%gs:%1, %0" : "=q"(w.byte[1]) : "m"(mask));
	return w.whole;
}
OPS(union_good);

/* Nobody knows what this does. */
static unsigned long other_good_save_fl(void)
{
	unsigned long flags;

	asm volatile("hypercall_state %b0" : "=r"(flags));
	return flags;
}
OPS(other_good);

/* A tie by name, and a label of the statement's own. */
static unsigned long named_good_save_fl(void)
{
	unsigned long flags;

	asm("orb $1, %b[f]" : [f] "=r"(flags) : "[f]"(0x200UL));
	return flags;
}
OPS(named_good);

static unsigned long label_good_save_fl(void)
{
	unsigned long flags;

	asm("testb $0xff, %%gs:%1; jz .Ldone%=; nop; .Ldone%=: movl $0x200, %k0"
	    : "=r"(flags) : "m"(mask));
	return half_word ? flags : 0;
}
OPS(label_good);
