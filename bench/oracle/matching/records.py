"""What boots have written: counts for each site, and for each function how it was entered.

A file has the lines of one or more dumps; the last one that is whole holds the sums. docs/oracle.md has the form.
"""
import collections
import re

# State and word at the restore, in the order of the counts.
OFF_OFF, OFF_ON, ON_OFF, ON_ON = range(4)


class Recorded:
    """The sums over all boots. In those of the mode "words" a share of the words was made to say "off"."""

    def __init__(self):
        self.boots = []
        self.natural = collections.defaultdict(lambda: [0] * 4)
        self.made = collections.defaultdict(lambda: [0] * 4)
        self.entries = collections.defaultdict(lambda: [0] * 2)

    def counts(self, site):
        return [a + b for a, b in zip(self.natural.get(site, [0] * 4), self.made.get(site, [0] * 4))]

    def read(self, name, lines):
        whole = last_dump(lines)
        if whole is None:
            raise ValueError(f"'{name}' has no whole dump (from 'pv-oracle begin' to 'pv-oracle end')")
        head, *body = whole
        makes_words = head.endswith('words 1')
        self.boots.append((name, makes_words))
        to = self.made if makes_words else self.natural
        for line in body:
            what, *fields = line.split()
            if what == 'pv' and len(fields) == 6:
                site = fields[0], int(fields[1])
                to[site] = [a + int(b) for a, b in zip(to[site], fields[2:])]
            elif what == 'pv-entry' and len(fields) == 3:
                at = int(fields[0], 16)
                self.entries[at] = [a + int(b) for a, b in zip(self.entries[at], fields[1:])]
            elif what == 'pv-entries':
                pass
            else:
                raise ValueError(f"'{name}' has a line that is none of a dump: {line}")


def last_dump(lines):
    """The lines of the last dump that is whole, without its end; None when there is none."""
    whole, now = None, None
    for line in lines:
        line = line.rstrip('\r\n')
        if re.match(r'pv-oracle begin sites \d+ words [01]$', line):
            now = [line]
        elif line == 'pv-oracle end' and now:
            whole, now = now, None
        elif now is not None:
            now.append(line)
    return whole
