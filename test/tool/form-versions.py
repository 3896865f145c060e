"""form-versions.py: the numbers of forms in docs/versions.md are those of the code."""
import re
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[2]
page = (root / "docs/versions.md").read_text()
forms = {  # a row of the page, by its beginning: where the number is in the code
    "flow files": ("lib/ir/binary/File.h", r"FileVersion = (\d+);"),
    "flow text": ("lib/ir/text/Text.h", r"TextVersion = (\d+);"),
    "store": ("lib/store/Store.cpp", r"SchemaVersion = (\d+);"),
    "kept results": ("lib/store/Kept.cpp", r"KeptVersion = (\d+);"),
    "index": ("lib/index/Schema.h", r"SchemaVersion = (\d+);"),
    "report in JSON": ("lib/report/Json.cpp", r"ReportVersion = (\d+);"),
}
for form, (path, pattern) in forms.items():
    row = re.search(rf"(?m)^\| {form}\b[^|]*\| (\d+) \|", page)
    code = re.search(pattern, (root / path).read_text())
    if not row or not code:
        sys.exit(f"no number of '{form}' in " + (path if row else "docs/versions.md"))
    if row[1] != code[1]:
        sys.exit(f"docs/versions.md has {row[1]} for '{form}', and {path} has {code[1]}")
    print(f"{form}: {code[1]}")
