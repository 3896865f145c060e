"""In code flows of SARIF on stdin, the lines of the function rises() rise."""
import json
import sys

(run,) = json.load(sys.stdin)["runs"]
flows = [r["codeFlows"][0]["threadFlows"][0]["locations"] for r in run["results"]]
lines = [[at["location"]["physicalLocation"]["region"]["startLine"] for at in flow] for flow in flows]
rising = [each for each in lines if each[0] < 28]
assert len(rising) == 2 and all(each == sorted(each) for each in rising), lines
