"""What stores hold together, whatever the order in which they were written."""

import sqlite3
import sys

lines = set()
for folder in sys.argv[1:]:
    state = sqlite3.connect(f"file:{folder}/state.db?mode=ro", uri=True)
    for name, failed, data in state.execute("SELECT name, failed, object FROM units"):
        lines.add(f"unit {name} {failed} {data.hex()}")
    for (data,) in state.execute("SELECT function FROM headers"):
        lines.add(f"header {data.hex()}")
print(*sorted(lines), sep="\n")
