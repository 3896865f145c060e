"""Which line of the census a compiled site is.

The compiler knows through which functions a site was inlined; the census counts it in the innermost of these that is in a .c
file, or in a header, where that keeps its word to itself. So the frames are asked from the inside out, up to the first of a .c file:
one further out is another place, which merely calls.
"""
import collections
import re


class Census:
    def __init__(self, census):
        self.list = census['list']
        self.left_out = census.get('left_out', [])
        self.at_line = collections.defaultdict(list)
        self.in_function = collections.defaultdict(list)
        for number, entry in enumerate(self.list):
            self.at_line[entry['file'], entry['line']].append(number)
            self.in_function[entry['file'], entry['function']].append(number)
        self.out_at = {(e['file'], e['line']): e['reason'] for e in self.left_out}
        self.out_in = {(e['file'], e['function']): e['reason'] for e in self.left_out if not e['line']}

    def find(self, frames):
        """Numbers of the entries that FRAMES can be: one, or several of a line that the compiler's column does not tell apart."""
        for function, file, line, column in near(frames):
            found = self.at_line.get((file, line), [])
            found = [n for n in found if self.list[n]['function'] == function] or found
            exact = [n for n in found if self.list[n]['column'] == column]
            if found:
                return exact or found
        return self.find_end_of_scope(frames)

    def find_end_of_scope(self, frames):
        """A guard restores at the end of its scope, where the compiler has the brace and the census the guard."""
        for (inner, *_), (function, file, line, _) in zip(frames, frames[1:]):
            if re.fullmatch(r'class_\w+_destructor|__scoped_\w+_cleanup', inner):
                before = [n for n in self.in_function.get((file, function), [])
                          if self.list[n]['restore'].startswith('end of scope') and self.list[n]['line'] <= line]
                return [max(before, key=lambda n: self.list[n]['line'])] if before else []
        return []

    def why_left_out(self, frames):
        """The reason that the census gives, or None. That callers have the site is one only where none was inlined around it."""
        for depth, (function, file, line, _) in enumerate(near(frames), 1):
            reason = self.out_at.get((file, line)) or self.out_in.get((file, function))
            if reason and (reason != 'callers' or depth == len(frames)):
                return reason
        return None


def near(frames):
    """FRAMES up to the first that is in a .c file."""
    for frame in frames:
        yield frame
        if frame[1].endswith('.c'):
            return
