"""Sources for deep.test."""

BAD = """
void bad(void)
{
	unsigned long flags;
	local_irq_save(flags);
	local_irq_enable();
	local_irq_restore(flags);
}
"""


def write(name, body, rest=BAD):
    with open(name, "w") as f:
        f.write('#include "irqflags.h"\nint c(int);\n' + body + rest)


START = "int deep(int x) { unsigned long flags; local_irq_save(flags); "
END = " local_irq_restore(flags); return x; }"
write("case.c", START + "switch (x) {" + " ".join(f"case {i}:" for i in range(60000)) + " c(1); }" + END)
write("plus.c", START + "x = " + "+".join(["c(x)"] * 60000) + ";" + END)
write("loop.c", START + "for (;;) { x = " + "+".join(["c(x)"] * 60000) + "; }" + END)
write("shallow.c", "int deep(int x) { unsigned long flags; local_irq_save(flags); local_irq_enable(); x = "
      + "+".join(["c(x)"] * 1000) + ";" + END, "")
