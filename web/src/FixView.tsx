import type { Finding, Fix, Report } from "./model";
import { lineOf, place } from "./model";
import { highlight, indexOf } from "./Source";

interface Hunk {
  path: string;
  line: number;
  before: string[];
  after: string[];
}

/** The lines that the fix-it changes; those that touch are one hunk. None when a source is missing. */
function hunks(fixes: Fix[], report: Report): Hunk[] | undefined {
  const sorted = [...fixes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column));
  const groups: Fix[][] = [];
  for (const f of sorted) {
    const last = groups.at(-1)?.at(-1);
    if (last && last.path === f.path && f.line <= last.endLine) groups.at(-1)!.push(f);
    else groups.push([f]);
  }
  const made: Hunk[] = [];
  for (const group of groups) {
    const first = group[0]!, last = group.at(-1)!;
    const before: string[] = [];
    for (let l = first.line; l <= last.endLine; ++l) {
      const text = lineOf(report, first.path, l);
      if (text === undefined) return undefined;
      before.push(text);
    }
    const at = (line: number, column: number) =>
      before.slice(0, line - first.line).reduce((n, t) => n + t.length + 1, 0) + indexOf(before[line - first.line]!, column);
    let text = before.join("\n");
    for (const f of group.toReversed())
      text = text.slice(0, at(f.line, f.column)) + f.text + text.slice(at(f.endLine, f.endColumn));
    made.push({ path: first.path, line: first.line, before, after: text.split("\n") });
  }
  return made;
}

export function FixView({ finding, report }: { finding: Finding; report: Report }) {
  const made = hunks(finding.fix, report);
  return (
    <section class="fix" aria-label="fix-it">
      <h3>Fix-it</h3>
      {made ? made.map((h) => (
        <figure key={place({ ...h, column: 0 })}>
          <figcaption>{h.path}:{h.line}</figcaption>
          <div class="source diff">
            {h.before.map((t, i) => <div key={i} class="line minus"><span class="gutter">−</span><code>{highlight(t)}</code></div>)}
            {h.after.map((t, i) => <div key={i} class="line plus"><span class="gutter">+</span><code>{highlight(t)}</code></div>)}
          </div>
        </figure>
      )) : (
        <ul>{finding.fix.map((f) => (
          <li key={`${place(f)}:${f.column}`}><code>{place(f)}</code> {f.line === f.endLine && f.column === f.endColumn ? "insert" : "replace with"} <code>{f.text.trim()}</code></li>
        ))}</ul>
      )}
    </section>
  );
}
