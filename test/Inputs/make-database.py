"""make-database.py FOLDER FILE...: FOLDER/compile_commands.json for FILEs of FOLDER.

The headers of test/Inputs are on the include path.
"""

import json
import os
import sys

folder, *files = sys.argv[1:]
folder = os.path.abspath(folder)
inputs = os.path.dirname(os.path.abspath(__file__))
flags = ["clang", "-std=gnu11", "-w", "-I", inputs, "-c"]
database = [
    {"directory": folder, "file": name, "arguments": [*flags, name]} for name in files
]
with open(os.path.join(folder, "compile_commands.json"), "w") as out:
    json.dump(database, out, indent=1)
