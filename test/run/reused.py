"""reused.py PVLINT: what is printed of a link that is reused is what is printed of one that is made."""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

pvlint = sys.argv[1]
formats = ["text", "json", "sarif", "github", "gitlab", "rdjson"]
if "without npm" not in subprocess.run([pvlint, "link", "--format=html", "x"], capture_output=True, text=True).stderr:
    formats.append("html")


def run(*args):
    done = subprocess.run([pvlint, *args], capture_output=True, text=True)
    # How long it took is not of the result.
    said = [line for line in done.stderr.splitlines() if not line.startswith("pvlint: stats: ")]
    was_linked = any(line.startswith("pvlint: linked ") for line in said)
    was_reused = any(line.startswith("pvlint: not linked again, ") for line in said)
    assert was_linked != was_reused, done.stderr
    # Nor is what has become of files of pvlint's own (damaged.test).
    said = [line for line in said if "linked" not in line and " functions, " not in line and "is damaged" not in line
            and "is an index of version" not in line]
    files = [(name, Path(name).read_text()) for name in sorted(glob.glob("out.*"))]
    for name, _ in files:
        os.remove(name)
    # The lines of the source may differ where what is found does not.
    found = "\n".join(line for line in done.stdout.split("\n") if not line.startswith(" "))
    return was_linked, (done.returncode, found, said, files)


def forget(folder):
    shutil.rmtree(f"{folder}/kept", ignore_errors=True)
    Path(f"{folder}/index.db").unlink(missing_ok=True)


def compare(folder, *args):
    forget(folder)
    linked, fresh = run(*args)
    assert linked, args
    linked, again = run(*args)
    assert not linked, args
    assert fresh == again, (args, fresh, again)
    return fresh


options = [[], ["--level=audit"], ["--level=error"], ["--level=audit", "--stats"], ["--fail-on=never"],
           ["--checks=pvops-restore-disables"], ["--checks=-pvops-restore-*", "--level=audit"],
           ["--baseline=some.txt"], ["--base=base"], ["--level=audit", "--base=base"]]
options += [[f"--format={form}={name}"] for form in formats for name in ["out.x"]]
options += [["--level=audit", f"--format={form}"] for form in formats]
options += [[f"--format={form}=out.{form}" for form in formats] + ["--baseline=some.txt"]]
for given in options:
    status, text, *_ = compare("store", "link", *given, "store")
    if not given:
        assert status == 1 and text.count("[pvops-restore-disables]") == 1, text
    compare("s1", "link", *given, "s1", "s2")
    compare("tree/.pvlint", "run", "-p", "tree", *given)
_, text, *_ = compare("tree/.pvlint", "run", "-p", "tree", "--fix=diff")
assert text.startswith("--- a/"), text
print("options agree")

# The link of one form is that of another, in whatever order folders are given.
wanted = {form: compare("store", "link", "--format", form, "store") for form in formats}
forget("store")
run("link", "store")
for form in formats:
    linked, got = run("link", "--format", form, "store")
    assert not linked and got == wanted[form], form
forget("s1")
run("link", "s2", "s1", f"--format={formats[-1]}")  # one that asks for the census, if any does
for form in formats:
    linked, got = run("link", "--format", form, "s1", "s2", "s1")
    assert not linked and got == wanted[form], form
assert not Path("s1/index.db").exists()
print("forms agree")

# What looks into the program has it.
linked, _ = run("link", "store", "--print-summary=drain")
assert linked and not run("link", "store")[0]

# Other contracts, also if only what a fix-it writes is another.
assert run("link", "store", "--contract", "forms.yaml")[0]
assert run("link", "store")[0] and not run("link", "store")[0]
shutil.copy("forms.yaml", "copy.yaml")
assert run("link", "store", "--contract", "copy.yaml")[0]
assert not run("link", "store", "--contract", "forms.yaml")[0]
with open("copy.yaml", "a") as file:
    file.write("    irqsave: {}\n")
assert run("link", "store", "--contract", "copy.yaml")[0]
print("contracts are told apart")

# Rules are held against what is reused.
run("link", "store")
before = run("link", "store")[1]
Path(".pvlint.yaml").write_text("version: 1\nrules:\n  - suppress:\n      check: pvops-restore-disables\n      reason: because\n")
linked, got = run("link", "store")
assert not linked and "pvops-restore-disables]" not in got[1] and got != before, got
os.remove(".pvlint.yaml")
assert run("link", "store")[1] == before
print("rules are read anew")

# What is damaged, cut off, or of something else is made again.
(kept,) = [name for name in glob.glob("store/kept/link-*") if run("link", "store") and os.path.getmtime(name) == max(
    map(os.path.getmtime, glob.glob("store/kept/link-*")))]
whole = Path(kept).read_bytes()
cases = [whole[:size] for size in (0, 1, 13, 40, len(whole) // 2, len(whole) - 1)] + [whole + b"\0", b"\0" * len(whole)]
for at in range(0, len(whole), max(1, len(whole) // 40)):
    cases.append(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1:])
for bytes_now in cases:
    Path(kept).write_bytes(bytes_now)
    linked, got = run("link", "store")
    assert linked and got == before
    assert not run("link", "store")[0]
os.remove("store/index.db")
assert run("link", "store") == (True, before) and Path("store/index.db").exists()
Path("store/index.db").write_bytes(b"no index, but long enough to look like one")
assert run("link", "store") == (True, before) and run("link", "store") == (False, before)
shutil.rmtree("store/kept")
Path("store/kept").write_text("in the way")
assert run("link", "store") == (True, before) and run("link", "store") == (True, before)
os.remove("store/kept")
print("damage is noticed")

# A plan that is damaged, or of another database, is made again, too.
before = run("run", "-p", "tree")[1]
(plan,) = glob.glob("tree/.pvlint/kept/plan-*")
whole = Path(plan).read_bytes()
for at in range(0, len(whole), max(1, len(whole) // 20)):
    Path(plan).write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1:])
    assert run("run", "-p", "tree") == (False, before)
Path(plan).write_bytes(whole[:-9])
assert run("run", "-p", "tree") == (False, before) and Path(plan).read_bytes() == whole
print("plans agree")

# Changes: of a source, and back; the link before is not that of the program now, and its index is gone.
source = Path("tree/driver.c")
text = source.read_text()
source.write_text(text.replace("spin_lock_irq(", "spin_lock(").replace("spin_unlock_irq(", "spin_unlock("))
linked, got = run("run", "-p", "tree")
assert linked and "pvops-restore-disables]" not in got[1] and not run("run", "-p", "tree")[0]
source.write_text(text)
assert run("run", "-p", "tree") == (True, before) and run("run", "-p", "tree") == (False, before)
# A comment alone.
source.write_text(text.replace("spin_unlock_irq(", "/* pvlint: ok(nosuch) x */ spin_unlock_irq("))
linked, got = run("run", "-p", "tree")
assert linked and got != before
source.write_text(text)
assert run("run", "-p", "tree") == (True, before)
# One that says nothing to pvlint: the program is the same, and editors are told to look.
run("run", "-p", "tree")
time = os.stat("tree/.pvlint/index.db").st_mtime_ns
source.write_text(text.replace("spin_unlock_irq(&q->lock);", "spin_unlock_irq(&q->lock); /* done */"))
assert run("run", "-p", "tree") == (False, before) and os.stat("tree/.pvlint/index.db").st_mtime_ns > time
source.write_text(text)
# A flag in a file beside the database.
database = Path("tree/compile_commands.json")
entries = database.read_text()
database.write_text(entries.replace('"-c"', '"@flags", "-c"'))
Path("tree/flags").write_text("-DA")
assert run("run", "-p", "tree") == (False, before)
Path("tree/flags").write_text("-DQUIET")
linked, got = run("run", "-p", "tree")
assert linked and "pvops-restore-disables]" not in got[1]
database.write_text(entries)
assert run("run", "-p", "tree") == (True, before)
print("changes are seen")

# Two at once.
forget("store")
both = [subprocess.Popen([pvlint, "link", "store", "--format=json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(6)]
texts = {p.communicate()[0] for p in both}
assert len(texts) == 1 and {p.returncode for p in both} == {1}
assert not run("link", "store")[0]
assert not [name for name in os.listdir("store/kept") if name.endswith(".tmp")]
print("links at once agree")

# Who was killed leaves something behind, and few are kept.
for i in range(9):
    Path(f"store/kept/link-{i:032}").write_text("old")
    os.utime(f"store/kept/link-{i:032}", (i, i))
run("link", "store", "--contract", "copy.yaml")
assert len(os.listdir("store/kept")) == 4
assert run("link", "store")[0] and not run("link", "store")[0]
print("few are kept")

# The index is of the link: nobody who asks it links again.
for args in (["census", "store"], ["query", "store", "callers", "drain"]):
    done = subprocess.run([pvlint, *args], capture_output=True, text=True)
    assert done.returncode == 0 and "link" not in done.stderr, done.stderr
shutil.rmtree("store/kept")
os.remove("store/index.db")
subprocess.run([pvlint, "census", "store"], capture_output=True, check=True)
assert not run("link", "store")[0]
print("the census links for others")
