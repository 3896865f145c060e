#!/usr/bin/env python3
"""Hold a census against what was recorded while the program ran.

    verdict.py SITES.json CENSUS.json RECORDS… [--index INDEX.db --symbols NM] [--logs LOG…]

SITES.json is of sites.py, CENSUS.json of `pvlint census --list=all --format=json`, RECORDS are dumps, one file a boot. With the index
and what `nm` says of the kernel, the entries of functions are compared as well; in LOGs, the consoles, each warning of
CONFIG_DEBUG_IRQFLAGS has to be a place that is not proven. Exit status: 0 when nothing contradicts the
census and nothing is missing in it, 1 when something does, 2 for input that is not as described here.
"""
import argparse
import json
import os
import sys

from matching.entries import OFF, ON, EntryVerdict, always, functions_of, seen, symbols_of
from matching.join import Census
from matching.records import Recorded
from matching.verdict import Verdict
from matching.warnings import unpredicted, warned


def fail(what):
    print(f'verdict: error: {what}', file=sys.stderr)
    sys.exit(2)


def load(path):
    try:
        with open(path) as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        fail(f"cannot read '{path}': {error}")


def print_entries(verdict):
    """Whether no function that is always entered in one state was entered in the other."""
    print(f'\nfunctions entered: {verdict.seen}, of which the index has {verdict.known} by one name')
    print(f'  disabled: {len(verdict.off_seen)}, of which the index knows {len(verdict.off_agrees)} to be entered so')
    for what, names in [('disabled, where the index knows enabled callers only', verdict.off_unknown),
                        ('enabled, where the index knows disabled callers only', verdict.on_unknown)]:
        print(f'  {what}: {len(names)}' + (': ' if names else '') + ', '.join(names))
    off, on = verdict.always
    print(f'  of those that are always entered in one state, {off} disabled and {on} enabled ones; seen in the other: {len(verdict.contradictions)}')
    for name in verdict.contradictions:
        print(f'    {name}')
    return not verdict.contradictions


def print_warnings(functions, verdict):
    """Whether all were predicted."""
    wrong = unpredicted(functions, verdict)
    print(f'\nwarnings of CONFIG_DEBUG_IRQFLAGS: {len(functions)}, in {len(set(functions))} functions; not predicted: {len(wrong)}')
    for function in sorted(set(wrong)):
        print(f'  {function}')
    return not wrong


def main():
    arguments = argparse.ArgumentParser(description='Hold a census against what was recorded while the program ran.')
    arguments.add_argument('sites')
    arguments.add_argument('census')
    arguments.add_argument('records', nargs='+')
    arguments.add_argument('--index', help="pvlint's index.db")
    arguments.add_argument('--symbols', help="what `nm vmlinux` prints")
    arguments.add_argument('--logs', nargs='+', default=[], help='what the consoles printed')
    options = arguments.parse_args()

    census = load(options.census)
    if not isinstance(census, dict) or census.get('format') != 'pvlint-census':
        fail(f"'{options.census}' is no census (make it: pvlint census --list=all --format=json)")
    if 'list' not in census:
        fail(f"'{options.census}' has no list of sites (make it with --list=all)")
    recorded = Recorded()
    for path in options.records:
        try:
            with open(path, errors='replace') as file:
                recorded.read(os.path.basename(path).removesuffix('.records'), file)
        except (OSError, ValueError) as error:
            fail(error)
    verdict = Verdict(load(options.sites), Census(census), recorded)
    for line in verdict.lines():
        print(line)
    holds = verdict.holds()
    if options.index and options.symbols and recorded.entries:
        with open(options.symbols) as file:
            entered = seen(recorded.entries, symbols_of(file))
        known = functions_of(options.index)
        holds &= print_entries(EntryVerdict(entered, known, always(options.index, OFF), always(options.index, ON)))
    functions = []
    for path in options.logs:
        try:
            with open(path, errors='replace') as file:
                functions += warned(file)
        except OSError as error:
            fail(error)
    predicted = not options.logs or print_warnings(functions, verdict)
    return 0 if holds and predicted else 1


if __name__ == '__main__':
    sys.exit(main())
