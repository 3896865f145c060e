"""Looks at the JSON forms that formats.test made in the folder of its argument."""
import json
import re
import sys
from pathlib import Path

folder = Path(sys.argv[1])
report = json.loads((folder / "o.json").read_text())
assert (report["format"], report["version"]) == ("pvlint-report", 1)
restore, pair = report["findings"]
assert (restore["path"], restore["line"], restore["function"]) == ("core.c", 12, "flush")
assert [s["path"] for s in restore["steps"]] == ["core.c", "core.c", "driver.c", "core.c"], restore["steps"]
assert [s.get("irqs") for s in restore["steps"]] == ["disabled", None, "enabled", None]
assert (pair["check"], pair["level"]) == ("pvops-unconditional-enable", "error")
assert [f["file"] for f in report["failed"]] == ["broken.c"]
assert report["counts"] == {"units": 3, "error": 1, "warning": 1, "audit": 0, "reports": 2, "hidden": 0, "suppressed": 0}
prints = [f["fingerprint"] for f in report["findings"]]
assert len(set(prints)) == 2 and all(re.fullmatch("[0-9a-f]{32}", p) for p in prints)

text = (folder / "o.sarif").read_text()
assert text.count("\n") == 1, "minified"
assert str(folder) not in text, "relocatable"
(run,) = json.loads(text)["runs"]
rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
assert rules == [c["name"] for c in report["checks"]]
for sarif, own in zip(run["results"], report["findings"], strict=True):
    assert sarif["ruleId"] == own["check"] == rules[sarif["ruleIndex"]]
    assert sarif["partialFingerprints"] == {
        "pvlint/v1": own["fingerprint"],
        # The one that GitHub looks at.
        "primaryLocationLineHash": own["fingerprint"] + ":1"}
    where = sarif["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": own["path"], "uriBaseId": "SRCROOT"}
    region = dict(where["region"])
    assert region.pop("endColumn") > own["column"]
    assert region == {"startLine": own["line"], "startColumn": own["column"]}
    (flow,) = sarif["codeFlows"]
    steps = flow["threadFlows"][0]["locations"]
    # The witness, and the finding itself as its end.
    assert len(steps) == len(own["steps"]) + 1
assert [r["level"] for r in run["results"]] == ["warning", "error"]
(invocation,) = run["invocations"]
assert not invocation["executionSuccessful"]
assert "broken.c" in invocation["toolExecutionNotifications"][0]["message"]["text"]

quality = json.loads((folder / "o.gitlab").read_text())
assert [q["fingerprint"] for q in quality] == prints
assert [q["severity"] for q in quality] == ["minor", "major"]
assert quality[0]["location"] == {"path": "core.c", "lines": {"begin": 12}}
# As its documentation has it: these keys, a path without "./", names that no two have.
for q in quality:
    assert set(q) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert q["severity"] in ("info", "minor", "major", "critical", "blocker")
    assert not q["location"]["path"].startswith(("./", "/"))
assert len({q["fingerprint"] for q in quality}) == len(quality)

review = json.loads((folder / "o.rdjson").read_text())
lines = [(d["location"]["path"], d["severity"]) for d in review["diagnostics"]]
assert lines == [("core.c", "WARNING"), ("driver.c", "ERROR"), ("broken.c", "ERROR")]
assert review["diagnostics"][0]["location"]["range"]["start"] == {"line": 12, "column": 2}
