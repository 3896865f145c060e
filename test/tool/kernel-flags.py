"""kernel-flags.py FLAGS FOLDER: a compile database of each line of FLAGS, and of all of an architecture together.

Each is a file of its own, which asks that the architecture is the one of its compiler, whatever became of the flags. In
all.json stand those together. FLAGS has the form of test/Inputs/kernel-flags.txt.
"""

import json
import os
import sys

MACROS = {
    "x86": "defined(__x86_64__) || defined(__i386__)",
    "arm64": "defined(__aarch64__)",
    "arm": "defined(__arm__)",
    "riscv": "defined(__riscv)",
    "s390": "defined(__s390x__)",
    "powerpc": "defined(__powerpc__)",
    "mips": "defined(__mips__)",
    "loongarch": "defined(__loongarch__)",
}

flags, folder = sys.argv[1:]
folder = os.path.abspath(folder)
os.makedirs(folder)
common, sections = [], []
lines = common
for line in open(flags):
    line = line.strip()
    if line.startswith("["):
        arch, *compiler = line.strip("[]").split()
        lines = common if arch == "all" else []
        if arch != "all":
            sections.append((arch, compiler, lines))
    elif line and not line.startswith("#"):
        lines.append(line.split())


def entry(arch, compiler, given, name):
    with open(os.path.join(folder, name), "w") as out:
        # A file name does not tell which flag it is.
        out.write(f"/* {' '.join(given)} */\n#if !({MACROS[arch]})\n#error another architecture\n#endif\nint x;\n")
    return {"directory": folder, "file": name, "arguments": [*compiler, *given, "-c", "-o", "x.o", name]}


each, together = [], []
for number, (arch, compiler, own) in enumerate(sections):
    # What all have is tried once an architecture.
    first = arch not in [a for a, _, _ in sections[:number]]
    every = [*(common if first else []), *own]
    for line, given in enumerate(every):
        each.append(entry(arch, compiler, given, f"{arch}-{number}-{line}.c"))
    together.append(entry(arch, compiler, [f for given in every for f in given], f"{arch}-{number}-all.c"))
for name, database in ("each", each), ("all", together):
    os.makedirs(os.path.join(folder, name))
    with open(os.path.join(folder, name, "compile_commands.json"), "w") as out:
        json.dump(database, out, indent=1)
