// RUN: %verify %s
// RUN: %verify19 %s
//
// The bodies of functions that the contract calls native, in the header that
// has them, are what the others are made of. Another of the same body goes past
// the ops.

static inline void native_irq_disable(void)
{
	asm volatile("cli" : : : "memory");
}

static inline void native_irq_enable(void)
{
	asm volatile("sti" : : : "memory");
}

static inline void own_irq_disable(void)
{
	asm volatile("cli" : : : "memory"); // expected-warning {{'asm' clears the hardware IF, which has no effect in a paravirt guest: interrupts stay enabled there; use local_irq_disable() [pvops-native-bypass]}}
}

static inline void caller_bad(void)
{
	native_irq_enable(); // expected-warning {{native_irq_enable() sets the hardware IF, which has no effect in a paravirt guest; use local_irq_enable(), or safe_halt() to wait for one [pvops-native-bypass]}}
}
