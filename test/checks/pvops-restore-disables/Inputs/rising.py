"""In code flows of SARIF on stdin, the lines of the function rises() rise."""
import json
import sys

(run,) = json.load(sys.stdin)["runs"]
# Findings of one cause are one result with a flow each.
flows = [flow["threadFlows"][0]["locations"] for r in run["results"] for flow in r["codeFlows"]]
lines = [[at["location"]["physicalLocation"]["region"]["startLine"] for at in flow] for flow in flows]
rising = [each for each in lines if each[0] < 28]
assert len(rising) == 2 and all(each == sorted(each) for each in rising), lines
