"""What a store holds, whatever the order in which it was written."""

import sqlite3
import sys

state = sqlite3.connect(f"file:{sys.argv[1]}/state.db?mode=ro", uri=True)
for name, failed, data in state.execute("SELECT name, failed, object FROM units ORDER BY name"):
    print("unit", name, failed, data.hex())
for (data,) in state.execute("SELECT function FROM headers ORDER BY function"):
    print("header", data.hex())
