"""in-room.py BUILD ROOM FILE [FLAG…]: compiles FILE as if it stood in lib/ROOM.

With the compiler and flags of BUILD/compile_commands.json for a file of that
room, without code and without precompiled headers, which would bring along what
is not included. FILE - is standard input. Ends with the compiler's status.
"""
import json
import os
import shlex
import subprocess
import sys

build, room, file, *flags = sys.argv[1:]
source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
folder = os.path.join(source, "lib", room)
# The rooms are there once for each LLVM; any will do.
commands = [unit for unit in json.load(open(os.path.join(build, "compile_commands.json")))
            if os.path.dirname(os.path.realpath(unit["file"])) == folder]
if not commands:
    sys.exit(f"in-room: error: {build}/compile_commands.json has no file of lib/{room}")
words = iter(shlex.split(commands[0]["command"]))
command = []
for word in words:
    if word in ("-include", "-o", "-c"):
        next(words)
    elif word != "-Winvalid-pch":
        command.append(word)
command += ["-iquote", folder, "-fsyntax-only", *flags, "-x", "c++", file]
sys.exit(subprocess.run(command, cwd=commands[0]["directory"]).returncode)
