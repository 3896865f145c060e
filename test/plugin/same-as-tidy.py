"""The clang-tidy module and the command on the same files: the same findings,
notes and fix-its.

  same-as-tidy.py PVLINT CLANG-TIDY MODULE FOLDER FILE… -- FLAG…

FOLDER is for copies that fix-its are applied to. Prints what was compared; exits
with 1 when something differs, or when there was nothing to compare.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

separator = sys.argv.index("--")
pvlint, tidy, module, folder = sys.argv[1:5]
files, flags = sys.argv[5:separator], sys.argv[separator + 1:]
folder = Path(folder)
LEVEL = "{CheckOptions: {pvops.Level: audit}}"
LINE = re.compile(r"(\S+?:\d+:\d+): (warning|remark|note): (.*)$", re.M)


def command(files, *options):
    return subprocess.run([pvlint, "check", "--quiet", "--level=audit", "--checks=pvops-*", *options, *files, "--", *flags],
                          capture_output=True, text=True).stdout


def module_of(files, *options):
    return subprocess.run([tidy, f"-load={module}", "-checks=-*,pvops-*", "-header-filter=.*", f"-config={LEVEL}",
                           "--quiet", *options, *files, "--", *flags], capture_output=True, text=True).stdout


def findings(text):
    """Each with its notes; what two units say of a header is one."""
    found = []
    for place, kind, message in LINE.findall(text):
        # clang-tidy writes the name of the check, and fix-its that are far apart are one note there.
        message = re.sub(r" \(proven\) \[(.*)\]$", r" [\1, proven]", message)
        if (kind, message) == ("note", "the fix changes this"):
            continue
        line = (str(Path(place).resolve()), kind, message)
        if kind == "note":
            found[-1] += (line,)
        else:
            found.append((line,))
    return set(found)


def unique(file):
    """The tests of each check lie in a folder of its own, and have names in common."""
    return f"{Path(file).parent.name}-{Path(file).name}"


expected, found = findings(command(files)), findings(module_of(files))
for only, who in ((expected - found, "pvlint check"), (found - expected, "clang-tidy")):
    for each in sorted(only):
        print(f"only {who}:", *each, sep="\n  ")

fixed = {}
for name, run in (("check", lambda copies: command(copies, "--fix")), ("tidy", lambda copies: module_of(copies, "--fix", "--fix-notes"))):
    shutil.rmtree(folder / name, ignore_errors=True)
    (folder / name).mkdir(parents=True)
    copies = [shutil.copy(file, folder / name / unique(file)) for file in files]
    # One at a time, since a finding that is at odds with another file's would stop all.
    for copy in copies:
        run([copy])
    fixed[name] = {Path(copy).name: Path(copy).read_text() for copy in copies}
changed = {unique(file) for file in files if fixed["check"][unique(file)] != Path(file).read_text()}
unequal = sorted(name for name in fixed["check"] if fixed["check"][name] != fixed["tidy"][name])
for name in unequal:
    print(f"fixed in another way: {name}")
notes = sum(len(each) - 1 for each in expected)
print(f"{len(files)} files, {len(expected)} findings, {notes} notes, {len(changed)} files with fix-its")
sys.exit(expected != found or bool(unequal) or not expected or not changed)
