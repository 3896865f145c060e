"""Measures the messages and steps of all findings in folders of C files; fails if one is too long."""
import json
import subprocess
import sys
from pathlib import Path

MAX_MESSAGE, MAX_STEP = 160, 120
pvlint, inputs, *folders = sys.argv[1:]
files = sorted(str(f) for folder in folders for f in Path(folder).rglob("*.c"))
# Some are for other flags, and are skipped.
done = subprocess.run([pvlint, "check", "--quiet", "--level=audit", "--fail-on=never", "--format=json", *files, "--", f"-I{inputs}"],
                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
findings = json.loads(done.stdout)["findings"]
messages = {f["message"] for f in findings}
steps = {s["message"] for f in findings for s in f["steps"]}
for text, limit in [*((m, MAX_MESSAGE) for m in messages), *((s, MAX_STEP) for s in steps)]:
    assert len(text) <= limit, f"{len(text)} characters: {text}"
print(f"lengths: {len(messages)} messages of at most {max(map(len, messages))} characters,",
      f"{len(steps)} steps of at most {max(map(len, steps))}")
