"""Measures the messages and steps of a JSON report; fails if one is too long."""
import json
import sys

MAX_MESSAGE, MAX_STEP = 160, 120
findings = json.load(open(sys.argv[1], encoding="utf-8"))["findings"]
messages = {f["message"] for f in findings}
steps = {s["message"] for f in findings for s in f["steps"]}
for text, limit in [*((m, MAX_MESSAGE) for m in messages), *((s, MAX_STEP) for s in steps)]:
    assert len(text) <= limit, f"{len(text)} characters: {text}"
print(f"lengths: {len(messages)} messages of at most {max(map(len, messages))} characters,",
      f"{len(steps)} steps of at most {max(map(len, steps))}")
