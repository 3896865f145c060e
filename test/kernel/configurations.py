"""Debugging options add code around saves and restores. The answers about the code itself stay the same.

The options are defined on the command lines of a prepared tree, which parses as a tree that is configured so does.
"""
import json
import re
import subprocess
import tempfile
from pathlib import Path

FOLDERS = ("kernel/sched", "kernel/rcu", "kernel/events", "kernel/time", "kernel/locking")
LOCKDEP = ("LOCKDEP", "PROVE_LOCKING", "DEBUG_LOCK_ALLOC", "TRACE_IRQFLAGS", "DEBUG_SPINLOCK", "DEBUG_MUTEXES")
OPTIONS = {
    "DEBUG_IRQFLAGS": ("DEBUG_IRQFLAGS", "DEBUG_ATOMIC_SLEEP", "DEBUG_PREEMPT"),
    "TRACE_IRQFLAGS": ("TRACE_IRQFLAGS",),
    "PROVE_LOCKING": LOCKDEP,
    "KCSAN": ("KCSAN",),
}
# Restores in code that is only there with the option.
ADDED = {"PROVE_LOCKING": {"include/linux/seqlock.h: in seqcount_lockdep_reader_access: proven",
                           "kernel/time/timer.c: in __timer_delete_sync: proven"}}


def sites(text):
    """`FILE:LINE:COL: in FUNCTION: VERDICT` for each site, without reasons."""
    return {line.split(" (")[0].strip() for line in text.splitlines() if ": in " in line}


def without_place(site):
    return re.sub(r":\d+:\d+:", ":", site)


class Configurations:
    def __init__(self, pvlint, tree, jobs):
        self.pvlint, self.tree, self.jobs = pvlint, tree, jobs
        self.units = tree.units(FOLDERS)

    def _output(self, *command):
        return subprocess.run([str(c) for c in command], capture_output=True, text=True,
                              encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL)

    def answers(self, options):
        """Findings and census sites with these options; None if some unit could not be analysed."""
        with tempfile.TemporaryDirectory() as scratch:
            add = [f"-DCONFIG_{o}=1" for o in options]
            if "DEBUG_SPINLOCK" in options:
                # What the build measures: page tables no longer hold a lock.
                bounds = (self.tree.path / "include/generated/bounds.h").read_text()
                header = Path(scratch, "generated/bounds.h")
                header.parent.mkdir()
                header.write_text(re.sub(r"(#define SPINLOCK_SIZE) \d+", r"\1 72", bounds))
                add.append(f"-I{scratch}")
            entries = []
            for unit in self.units:
                entry = dict(self.tree.entries[unit])
                compiler, rest = entry["command"].split(" ", 1)
                entry["command"] = " ".join([compiler, *add, rest])
                entries.append(entry)
            Path(scratch, "compile_commands.json").write_text(json.dumps(entries))
            run = self._output(self.pvlint, "run", "-p", scratch, "--root", self.tree.path, "-o", f"{scratch}/flows",
                               f"-j{self.jobs}", "--level=audit")
            if run.returncode not in (0, 1):
                return None, run.stderr.splitlines()[-5:]
            found = set(re.findall(r"^(\S+:\d+:\d+): (?:warning|remark): .* (\[pvops-[\w-]+(?:, proven)?\])$",
                                   run.stdout, re.M))
            census = self._output(self.pvlint, "census", "--list=all", f"{scratch}/flows")
            return (found, sites(census.stdout)), []

    def compare(self):
        """Yields (option, whether nothing else is said with it, lines of difference)."""
        base, trouble = self.answers(())
        if not base:
            yield "none", False, trouble
            return
        for name, options in OPTIONS.items():
            these, trouble = self.answers(options)
            if not these:
                yield name, False, trouble
                continue
            lines = [f"- {x}" for x in sorted(map(str, base[0] - these[0]))]
            lines += [f"+ {x}" for x in sorted(map(str, these[0] - base[0]))]
            lines += [f"- {x}" for x in sorted(base[1] - these[1])]
            lines += [f"+ {x}" for x in sorted(these[1] - base[1])
                      if without_place(x) not in ADDED.get(name, set())]
            yield name, not lines, lines[:20]
