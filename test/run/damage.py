#!/usr/bin/env python3
"""Changes the files of a store at random, and holds the answers against those of a store that nobody touched.

    damage.py PVLINT [--each N | --seconds N] [--seed N] [KIND…]

A KIND is state (state.db, with and without its checksum beside it), index (index.db), flow (flow files) or kept (results that were
kept). Bits are flipped, numbers that nobody would write are put in, files are cut, and cells are changed with SQLite. Then

  * who only reads (`link`, `query`, `census`) gives the answer of before, or status 2, no answer, and one line that says what to do;
  * `run` gives the answer of before;
  * one of the two says what is damaged, unless the change means nothing;
  * the run after that finds all as it was, and complains of nothing.

Each kind has a line with what was done. What goes wrong ends it with status 1; the folder is kept and named.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

INCLUDE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Inputs")
UNITS = 3
HEADER = """#include "kernel.h"
static inline void pulse(spinlock_t *l, spinlock_t *m)
{
	unsigned long flags;
	spin_lock_irqsave(l, flags);
	spin_lock_irq(m);
	spin_unlock_irq(m);
	spin_unlock_irqrestore(l, flags);
}
"""
SOURCE = """#include "shared.h"
void ext_{next}(spinlock_t *l);
void ext_{n}(spinlock_t *l)
{{
	spin_lock_irq(l);
	spin_unlock_irq(l);
}}
void own_{n}(spinlock_t *l, spinlock_t *m)
{{
	unsigned long flags;
	spin_lock_irqsave(l, flags);
	ext_{next}(m);
	spin_unlock_irqrestore(l, flags);
	pulse(l, m);
}}
"""
NUMBERS = [b"\xff" * 8, b"\x7f" + b"\xff" * 7, b"\x80" + b"\0" * 7, b"\0" * 8, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0"]
CELLS = [-1, 0, 1, 7, 2**31, 2**32 - 1, 2**63 - 1, -2**63, None, 1.5, "", "x", b"", b"\0", b"\xff" * 16]


class Wrong(Exception):
    """Something that was promised does not hold."""


def changed_bytes(data, choose):
    """Other bytes than DATA, and in a word what was done."""
    new = bytearray(data)
    while new == data:
        at = choose.randrange(len(data))
        how = choose.choice(["bit", "bit", "bit", "number", "number", "cut", "put in", "moved"])
        if how == "bit":
            new[at] ^= 1 << choose.randrange(8)
        elif how == "number":
            number = choose.choice(NUMBERS)
            new[at:at + len(number)] = number[:len(data) - at]
        elif how == "cut":
            del new[at:]
        elif how == "put in":
            new[at:at] = choose.randbytes(choose.randint(1, 40))
        else:
            other, length = choose.randrange(len(data)), choose.choice([4, 64, 4096])
            new[at:at + length] = data[other:other + length]
    return bytes(new), f"{how} at {at}"


def change_bytes(path, choose):
    with open(path, "rb") as f:
        data = f.read()
    new, how = changed_bytes(data, choose)
    with open(path, "wb") as f:
        f.write(new)
    return f"{os.path.basename(path)}: {how}"


def change_cell(path, choose):
    """One value, by somebody who knows SQLite."""
    database = sqlite3.connect(path)
    tables = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    while True:
        table = choose.choice(tables)
        columns = [f"\"{row[1]}\"" for row in database.execute(f"PRAGMA table_info({table})")]
        rows = database.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        column, value = choose.randrange(len(columns)), choose.choice(CELLS)
        if not rows or (row := choose.choice(rows))[column] == value:
            continue
        which = " AND ".join(f"{name} IS ?" for name in columns)
        try:
            database.execute(f"UPDATE {table} SET {columns[column]} = ? WHERE {which}", (value, *row))
        except sqlite3.IntegrityError:
            continue
        database.commit()
        database.close()
        return f"{os.path.basename(path)}: {table}.{columns[column]} = {value!r}"


def change_database(path, choose):
    return (change_cell if choose.random() < 0.3 else change_bytes)(path, choose)


def files_in(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


class Store:
    """A program with findings, its store, and what is answered when nobody changes anything."""

    def __init__(self, pvlint, folder):
        self.whole, self.path = os.path.join(folder, "whole"), os.path.join(folder, "store")
        tree = os.path.join(folder, "tree")
        os.makedirs(tree, exist_ok=True)
        with open(f"{tree}/shared.h", "w", encoding="ascii") as f:
            f.write(HEADER)
        for n in range(UNITS):
            with open(f"{tree}/u{n}.c", "w", encoding="ascii") as f:
                f.write(SOURCE.format(n=n, next=(n + 1) % UNITS))
        with open(f"{tree}/compile_commands.json", "w", encoding="ascii") as f:
            json.dump([{"directory": tree, "file": f"u{n}.c", "arguments": ["clang", "-w", f"-I{INCLUDE}", "-c", f"u{n}.c"]}
                       for n in range(UNITS)], f)
        self.commands = {"run": [pvlint, "run", "-p", tree, "-o", self.path],
                         "link": [pvlint, "link", self.path],
                         "query": [pvlint, "query", self.path, "--sql", "SELECT key, line FROM functions ORDER BY 1"],
                         "callers": [pvlint, "query", self.path, "callers", "ext_1"],
                         "census": [pvlint, "census", self.path]}
        if self.ask("run").returncode != 1:
            raise Wrong("the program has no findings")
        shutil.copytree(self.path, self.whole)
        self.wanted = {name: self.answer(self.ask(name)) for name in self.commands}

    def renew(self):
        shutil.rmtree(self.path)
        shutil.copytree(self.whole, self.path)

    def ask(self, question):
        return subprocess.run(self.commands[question], capture_output=True, timeout=120, check=False)

    @staticmethod
    def answer(done):
        return done.returncode, done.stdout

    def change(self, kind, choose):
        """What was done. Half of the time no run has left a checksum of state.db, as beside `pvlint cc`."""
        if kind == "state":
            if choose.random() < 0.05:
                return change_bytes(f"{self.path}/state.sum", choose)
            if choose.random() < 0.5:
                os.remove(f"{self.path}/state.sum")
                return change_database(f"{self.path}/state.db", choose) + ", no state.sum"
            return change_database(f"{self.path}/state.db", choose)
        if kind == "index":
            return change_database(f"{self.path}/index.db", choose)
        return change_bytes(choose.choice(files_in(f"{self.path}/{'objects' if kind == 'flow' else 'kept'}")), choose)

    def hold(self, kind, choose):
        """Asks after a change. Whether damage was told."""
        reading = choose.choice(["query", "callers", "census"] if kind == "index" else ["link", "link", "query", "census"])
        told = False
        got = self.ask(reading)
        if self.answer(got) != self.wanted[reading]:
            if got.returncode != 2 or got.stdout or got.stderr.count(b"\n") != 1 or b"run" not in got.stderr:
                raise Wrong(f"'{reading}' answers {got}, expected {self.wanted[reading]}")
            told = True
        told |= b"is damaged" in got.stderr
        got = self.ask("run")
        if self.answer(got) != self.wanted["run"]:
            raise Wrong(f"'run' answers {got}, expected {self.wanted['run']}")
        told |= b"damaged" in got.stderr
        got = self.ask("run")
        if self.answer(got) != self.wanted["run"] or b"damaged" in got.stderr or f"({UNITS} unchanged".encode() not in got.stderr:
            raise Wrong(f"the run after that answers {got}")
        return told


KINDS = {"state": "state.db", "index": "index.db", "flow": "flow files", "kept": "kept results"}


def damage(pvlint, folder, kinds, choose, each=None, end=None):
    """EACH changes of each kind, or until END in turns. A line for each kind."""
    store = Store(pvlint, folder)
    done, told = dict.fromkeys(kinds, 0), dict.fromkeys(kinds, 0)
    turn = 0
    while time.monotonic() < end if each is None else turn < each * len(kinds):
        kind = kinds[turn % len(kinds)]
        turn += 1
        store.renew()
        how = store.change(kind, choose)
        try:
            told[kind] += store.hold(kind, choose)
        except (Wrong, subprocess.TimeoutExpired) as problem:
            raise Wrong(f"{how}: {problem}") from problem
        done[kind] += 1
    return [f"{KINDS[kind]}: {done[kind]:,} changes, {told[kind]:,} of them reported, no wrong answer" for kind in kinds]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pvlint", metavar="PVLINT")
    parser.add_argument("--each", type=int, metavar="N")
    parser.add_argument("--seconds", type=float, default=60, metavar="N")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    given = parser.parse_intermixed_args()
    for kind in given.kinds:
        if kind not in KINDS:
            parser.error(f"unknown kind '{kind}', expected one of {', '.join(KINDS)}")
    print(f"damage: seed {given.seed}", flush=True)
    folder = tempfile.mkdtemp(prefix="pvlint-damage-")
    try:
        for line in damage(os.path.abspath(given.pvlint), folder, given.kinds or list(KINDS), random.Random(given.seed),
                           given.each, time.monotonic() + given.seconds):
            print(f"damage: {line}")
    except Wrong as problem:
        print(f"damage: error: {problem} (kept: {folder})", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
