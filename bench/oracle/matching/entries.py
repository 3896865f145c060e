"""How functions were entered, against the contexts of the index.

The index has a witness for each state in which somebody enters a function. That it has none proves nothing where a function is
called through a pointer of unknown value, or by assembly; so a function that was seen in a state the index does not have is not a
contradiction, but it is listed: each is a caller that pvlint does not know.

Of a few functions the index shows that they are always entered in one state, which `pvlint convert --to=irq` and `--to=plain` rely on:
every call is made in that state, and no address is taken but for a place of which the contract says it. One that was seen in the other
state is a contradiction.
"""
import bisect
import sqlite3

# States of a call: the caller's own at entry, disabled, enabled.
ENTRY, OFF, ON = 1, 2, 4


def functions_of(index):
    """Of each name that one function has: (entered disabled, entered enabled, is its address taken)."""
    rows = {}
    for name, off, on, taken in sqlite3.connect(index).execute('SELECT name, entered_off, entered_on, address_taken FROM functions'):
        rows.setdefault(name, []).append((bool(off), bool(on), bool(taken)))
    return {name: known[0] for name, known in rows.items() if len(known) == 1}


def always(index, wanted):
    """Names of the functions that are always entered in the state WANTED, OFF or ON, as lib/convert/Entries.cpp has it."""
    database = sqlite3.connect(index)
    names, candidates, has_caller, unsure = {}, set(), set(), set()
    for number, name, off, on, taken, init, context in database.execute(
            'SELECT id, name, entered_off, entered_on, address_taken, init, EXISTS '
            '(SELECT 1 FROM contexts c WHERE c.function = f.id AND c.why IS NOT NULL) FROM functions f'):
        names.setdefault(name, []).append(number)
        if init and wanted == ON:
            unsure.add(number)
        is_wanted, is_other = (off, on) if wanted == OFF else (on, off)
        if context and is_wanted:
            has_caller.add(number)
        if not is_other and (not taken or number in has_caller):
            candidates.add(number)
    calls = database.execute('SELECT caller, callee, states FROM edges').fetchall()
    has_caller.update(callee for _, callee, _ in calls)
    candidates &= has_caller - unsure
    changed = True
    while changed:
        # Whoever is entered as its caller was is a candidate as long as that is one.
        gone = {callee for caller, callee, states in calls
                if callee in candidates and (not states or states & ~(wanted | ENTRY) or states & ENTRY and caller not in candidates
                                             or caller in unsure)}
        candidates -= gone
        changed = bool(gone)
    return {name for name, numbers in names.items() if candidates.issuperset(numbers)}


def symbols_of(lines):
    """(addresses, names) of the functions that `nm` lists."""
    known = sorted((int(a, 16), name) for a, kind, name in (line.split(maxsplit=2) for line in lines if len(line.split()) == 3)
                   if kind in 'tT')
    return [a for a, _ in known], [name.strip() for _, name in known]


def seen(entries, symbols):
    """{name: (disabled, enabled)} of what was recorded by address."""
    addresses, names = symbols
    out = {}
    for at, (off, on) in entries.items():
        where = bisect.bisect_right(addresses, at) - 1
        if where >= 0 and at - addresses[where] < 16:
            old = out.get(names[where], (0, 0))
            out[names[where]] = old[0] + off, old[1] + on
    return out


class EntryVerdict:
    def __init__(self, entries, known, always_off, always_on):
        both = {name: (counts, known[name]) for name, counts in entries.items() if name in known}
        self.seen, self.known = len(entries), len(both)
        self.off_seen = sorted(n for n, ((off, _), k) in both.items() if off)
        self.off_agrees = [n for n in self.off_seen if known[n][0]]
        # Entered disabled, where the index knows enabled callers only.
        self.off_unknown = [n for n in self.off_seen if known[n][1] and not known[n][0]]
        self.off_only = sorted(n for n, ((off, on), k) in both.items() if k[0] and not k[1])
        self.on_unknown = [n for n in self.off_only if entries[n][1]]
        self.always = [len(entries.keys() & always_off), len(entries.keys() & always_on)]
        self.contradictions = sorted([n for n in always_off if entries.get(n, (0, 0))[1]] + [n for n in always_on if entries.get(n, (0, 0))[0]])
