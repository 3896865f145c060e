#!/usr/bin/env python3
"""Write the sites that were compiled, run or not: where each is in the source, through all functions inlined there.

    sites.py OUT.json SOURCE BUILD

They are read from the section pv_sites of vmlinux and of every module that has one. A site is {"object", "index", "kind",
"frames"}: the record's number in the object's section, and [function, file, line, column] from the inside out. A module is not
linked, so that addresses and debug information mean nothing yet: it is linked for that, with whatever it lacks left at 0.
"""
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

KINDS = ['local_irq_restore', 'raw_spin_unlock_irqrestore', 'read_unlock_irqrestore', 'write_unlock_irqrestore']
RECORD = struct.Struct('<QII4Q')


def tool(name):
    """NAME of LLVM 19, which built the kernel; another's would do."""
    return f'/usr/lib/llvm-19/bin/{name}'


def records(path):
    """The (address, kind) of each record, in order."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run([tool('llvm-objcopy'), f'--dump-section=pv_sites={out.name}', path, '/dev/null'], check=True,
                       stderr=subprocess.DEVNULL)
        raw = open(out.name, 'rb').read()
    return [RECORD.unpack_from(raw, at)[:2] for at in range(0, len(raw) - RECORD.size + 1, RECORD.size)]


def frames(path, addresses, relative):
    """Of each address, the functions inlined there."""
    answer = subprocess.run([tool('llvm-symbolizer'), '--inlines', '--output-style=JSON', '-e', path],
                            input=''.join(f'{address - 1:#x}\n' for address in addresses), text=True, capture_output=True, check=True)
    for line in answer.stdout.splitlines():
        yield [[f['FunctionName'], relative(f['FileName']), f['Line'], f['Column']] for f in json.loads(line)['Symbol']]


def has_sites(path):
    sections = subprocess.run([tool('llvm-readelf'), '-S', path], text=True, capture_output=True, check=True).stdout
    return re.search(r'\bpv_sites\b', sections) is not None


def compiled(source, build):
    def relative(path):
        path = os.path.normpath(os.path.join(build, path))
        return os.path.relpath(path, source) if path.startswith(source + '/') else path

    objects = [('vmlinux', os.path.join(build, 'vmlinux'))]
    for folder, _, names in sorted(os.walk(build)):
        objects += [(name[:-3].replace('-', '_'), os.path.join(folder, name)) for name in sorted(names) if name.endswith('.ko')]
    with tempfile.TemporaryDirectory() as scratch:
        for name, path in objects:
            if not has_sites(path):
                continue
            if name != 'vmlinux':
                linked = os.path.join(scratch, name)
                subprocess.run([tool('ld.lld'), '--unresolved-symbols=ignore-all', '--entry=0', '-Ttext=0x100000', '-o', linked, path],
                               check=True, stderr=subprocess.DEVNULL)
                path = linked
            known = records(path)
            for index, ((address, kind), at) in enumerate(zip(known, frames(path, [a for a, _ in known], relative), strict=True)):
                yield {'object': name, 'index': index, 'kind': KINDS[kind], 'frames': at}


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    out, source, build = sys.argv[1], *map(os.path.realpath, sys.argv[2:])
    sites = list(compiled(source, build))
    with open(out, 'w') as file:
        file.write('[\n' + ',\n'.join(json.dumps(site) for site in sites) + '\n]\n')
    print(f'sites: {len(sites)} compiled, in {len({s["object"] for s in sites})} objects')


if __name__ == '__main__':
    main()
