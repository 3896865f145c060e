// RUN: %verify -D__KERNEL__ %s
// RUN: %verify19 -D__KERNEL__ %s
// RUN: %verify -m16 %s
// expected-no-diagnostics
//
// A kernel that is configured without paravirt ops, and the 16-bit code that
// boots it, never run as a paravirt guest.

void go_to_protected_mode(void)
{
	__asm__ __volatile__("cli");
}
