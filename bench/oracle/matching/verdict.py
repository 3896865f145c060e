"""The verdict: each census entry with what ran of it, and all that does not agree."""
import collections

from .records import OFF_OFF, OFF_ON, ON_OFF, ON_ON

VERDICTS = ['proven', 'no-op', 'needs', 'unknown']


def contradicts(verdict, counts):
    """What is wrong with VERDICT when COUNTS were seen, or None."""
    if verdict == 'proven' and counts[ON_OFF]:
        return 'ran with interrupts enabled, to disable them'
    if verdict == 'proven' and counts[ON_ON]:
        return 'ran with interrupts enabled'
    if verdict == 'no-op' and (counts[ON_OFF] or counts[OFF_ON]):
        return 'changed the interrupt state'
    return None


def total(rows):
    return [sum(column) for column in zip([0] * 4, *rows)]


def show(entry):
    reason = f" ({entry['reason']})" if entry.get('reason') else ''
    return f"{entry['file']}:{entry['line']}:{entry['column']}: in {entry['function']}: {entry['verdict']}{reason}"


class Verdict:
    def __init__(self, sites, census, recorded):
        self.sites, self.census, self.recorded = sites, census, recorded
        self.of_entry = collections.defaultdict(list)
        self.left_out = collections.defaultdict(list)
        self.missing, self.ambiguous = [], []
        for site in sites:
            key = site['object'], site['index']
            found = census.find(site['frames'])
            if not found:
                why = census.why_left_out(site['frames'])
                (self.left_out[why] if why else self.missing).append(site)
                continue
            if len({census.list[n]['verdict'] for n in found}) > 1:
                self.ambiguous.append(site)
                # The run agrees when it does with any; it is counted for the one it fits.
                fits = [n for n in found if not contradicts(census.list[n]['verdict'], recorded.counts(key))]
                found = fits or found
            self.of_entry[found[0]].append(key)
        self.counts = {n: total(recorded.counts(k) for k in keys) for n, keys in self.of_entry.items()}
        self.natural = {n: total(recorded.natural.get(k, [0] * 4) for k in keys) for n, keys in self.of_entry.items()}
        found = [(census.list[n], counts, why) for n, counts in sorted(self.counts.items())
                 if (why := contradicts(census.list[n]['verdict'], counts))]
        self.behind = [c for c in found if self.is_behind_need(c[0])]
        self.contradictions = [c for c in found if c not in self.behind]

    def is_behind_need(self, entry):
        """Whether a restore above it in the function had to disable, and ran so: the census goes on as if that had disabled."""
        return any(other['verdict'] == 'needs' and counts[ON_OFF] and (other['file'], other['function']) == (entry['file'], entry['function'])
                   and other['line'] <= entry['line']
                   for other, counts in ((self.census.list[n], c) for n, c in self.counts.items()))

    def ran(self, site):
        return any(self.recorded.counts((site['object'], site['index'])))

    def entries(self, verdict, where=lambda counts: True, counts=None):
        counts = self.counts if counts is None else counts
        return [n for n, c in counts.items() if self.census.list[n]['verdict'] == verdict and any(c) and where(c)]

    @staticmethod
    def both_words(counts):
        return counts[OFF_OFF] + counts[ON_OFF] and counts[OFF_ON] + counts[ON_ON]

    @staticmethod
    def enabled(counts):
        return counts[ON_OFF] + counts[ON_ON]

    def is_expected(self, site):
        """Whether the census has SITE as anything but proven."""
        return any(self.census.list[n]['verdict'] != 'proven' for n in self.census.find(site['frames']))

    def holds(self):
        return not self.contradictions and not self.missing

    def lines(self):
        yield from self.summary()
        yield from self.details()

    def summary(self):
        all_counts = [c for table in (self.recorded.natural, self.recorded.made) for c in table.values()]
        sums = total(all_counts)
        yield f'boots                {len(self.recorded.boots):7}  ' + ', '.join(name for name, _ in self.recorded.boots)
        yield f'restores run         {sum(sums):7}  disabled/off {sums[0]}, disabled/on {sums[1]}, enabled/off {sums[2]}, enabled/on {sums[3]}'
        yield f'sites compiled       {len(self.sites):7}  {sum(map(self.ran, self.sites))} ran'
        yield f'  in the census      {sum(map(len, self.of_entry.values())):7}  {len(self.ambiguous)} on a line of several verdicts'
        for why, sites in sorted(self.left_out.items()):
            yield f'  left out           {len(sites):7}  {sum(map(self.ran, sites))} ran: {why}'
        yield f'  missing            {len(self.missing):7}  {sum(map(self.ran, self.missing))} ran'
        yield ''
        yield f'{"census":9}{"sites":>9}{"compiled":>10}{"ran":>9}{"both words":>12}{"of their own":>14}{"enabled":>9}'
        for verdict in VERDICTS:
            sites = sum(e['verdict'] == verdict for e in self.census.list)
            compiled = sum(self.census.list[n]['verdict'] == verdict for n in self.of_entry)
            yield (f'{verdict:9}{sites:9}{compiled:10}{len(self.entries(verdict)):9}{len(self.entries(verdict, self.both_words)):12}'
                   f'{len(self.entries(verdict, self.both_words, self.natural)):14}{len(self.entries(verdict, self.enabled)):9}')
        yield ''
        yield f'contradictions: {len(self.contradictions)}'

    def details(self):
        for entry, counts, why in self.contradictions:
            yield f'  {show(entry)}: {why}: {counts}'
        if self.behind:
            yield f'\nbehind a restore that needed to disable, and did not: {len(self.behind)}'
        for entry, counts, why in self.behind:
            yield f'  {show(entry)}: {why}: {counts}'
        seen = [n for v in VERDICTS[1:] for n in self.entries(v, self.enabled)]
        if seen:
            yield f'\nseen enabled, and not said to be proven: {len(seen)}'
        for n in sorted(seen):
            yield f'  {show(self.census.list[n])}: {self.counts[n]}'
        for title, sites in [('missing', self.missing), *((f'left out, {w}', s) for w, s in sorted(self.left_out.items()))]:
            if sites:
                yield f'\n{title}: {len(sites)}'
            for site in sorted(sites, key=lambda s: s['frames'][0][1:3]):
                where = ' < '.join(f'{f} {file}:{line}:{column}' for f, file, line, column in site['frames'])
                ran = self.recorded.counts((site['object'], site['index']))
                yield f'  {site["kind"]}: {where}' + (f': {ran}' if any(ran) else '')
