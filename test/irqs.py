#!/usr/bin/env python3
"""Hold a C file against what it says of the interrupt state.

  irqs.py PVLINT FILE [FLAG…]

A comment `// irqs: STATES` says in which states the line it stands on is reached, before it
is run; alone on a line it is about the next one. STATES is one or more of on, off, entry
(as the caller had them) and other (a saved word's), separated by |, or none where no path
gets to. What is said is compared with `pvlint check --print-states`; every comment is
looked at, and a file without one fails.
"""
import re
import subprocess
import sys

COMMENT = re.compile(r"//\s*irqs:\s*([a-z|]+)\s*$")


def expectations(path):
    """(line that is meant, line of the comment, states)"""
    lines = open(path, encoding="utf-8").read().splitlines()
    for number, line in enumerate(lines, 1):
        match = COMMENT.search(line)
        if match:
            alone = not line[:match.start()].strip()
            yield number + alone, number, set(match[1].split("|"))


def states_by_line(text):
    """The states before what begins first on each line."""
    found, column, line = {}, {}, None
    for entry in text.splitlines():
        place = re.match(r"  (\d+):(\d+)\b", entry)
        if place:
            line, col = int(place[1]), int(place[2])
            if col < column.get(line, 1 << 30):
                column[line], found[line] = col, set()
            skip = col > column[line]
        elif line and not skip:
            state = re.match(r"    before  irqs (on|off|entry)?", entry)
            if state:
                found[line].add(state[1] or "other")
    return found


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    pvlint, path, *flags = sys.argv[1:]
    run = subprocess.run([pvlint, "check", "--quiet", "--print-states=*", path, "--", *flags],
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"{run.stderr}irqs: pvlint ended with {run.returncode}")
    seen = states_by_line(run.stdout)
    said = list(expectations(path))
    wrong = [f"{path}:{at}: says 'irqs: {'|'.join(sorted(states))}', but it is {'|'.join(sorted(seen.get(line, {'none'})))}"
             for line, at, states in said if seen.get(line, {"none"}) != states]
    if not said:
        wrong = [f"{path}: no comment '// irqs: STATES'"]
    print("\n".join(wrong))
    sys.exit(bool(wrong))


main()
