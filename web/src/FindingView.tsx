import { useEffect, useRef, useState } from "preact/hooks";
import { highlight } from "./highlight";
import type { Excerpt, Finding, Report, Step } from "./model";
import { place } from "./model";

interface Mark extends Step {
  number: number;
}

/** The excerpts that the marks are in, in the order in which the run comes to them. */
function excerpts(report: Report, marks: Mark[]): { path: string; excerpt: Excerpt; marks: Mark[] }[] {
  const found: { path: string; excerpt: Excerpt; marks: Mark[] }[] = [];
  for (const m of marks) {
    const excerpt = report.sources[m.path]?.find((x) => x.line <= m.line && m.line < x.line + x.text.length)
      ?? { line: m.line, text: [] };
    const known = found.find((f) => f.path === m.path && f.excerpt.line === excerpt.line);
    if (known) known.marks.push(m);
    else found.push({ path: m.path, excerpt, marks: [m] });
  }
  return found;
}

export function FindingView({ finding, report }: { finding: Finding; report: Report }) {
  const marks: Mark[] = finding.steps.map((s, i) => ({ ...s, number: i + 1 }));
  const end: Mark = { ...finding, number: marks.length + 1 };
  const all = [...marks, end];
  const [current, setCurrent] = useState(end.number);
  const self = useRef<HTMLElement>(null);

  const go = (number: number) => {
    if (number < 1 || number > all.length) return;
    setCurrent(number);
    self.current?.querySelector(`[data-step="${number}"]`)?.scrollIntoView({ block: "center" });
  };
  useEffect(() => {
    self.current?.querySelector(`[data-step="${current}"]`)?.scrollIntoView({ block: "center" });
  }, []);
  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (e.target instanceof HTMLInputElement || e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === "n") go(current + 1);
      if (e.key === "p") go(current - 1);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [current]);

  const bubble = (m: Mark) => (
    <div key={m.number} data-step={m.number}
      class={`step ${m === end ? finding.level : ""} ${m.number === current ? "current" : ""}`}>
      <span class="number">{m.number}</span>
      <span class="text">{m.message}</span>
      <span class="walk">
        <button disabled={m.number === 1} onClick={() => go(m.number - 1)} aria-label={`step ${m.number - 1}`}>←</button>
        <button disabled={m === end} onClick={() => go(m.number + 1)} aria-label={`step ${m.number + 1}`}>→</button>
      </span>
    </div>
  );

  return (
    <section class="finding" ref={self} aria-label={`${finding.check} at ${place(finding)}`}>
      <div class="title">
        <h2><span class={`level ${finding.level}`}>{finding.level}</span> {finding.check}</h2>
        <a href="#" class="close" aria-label="close">✕</a>
      </div>
      <p class="where"><code>{place(finding)}</code> in <code>{finding.function}()</code></p>
      <p class="what">{finding.message}.</p>
      {excerpts(report, all).map(({ path, excerpt, marks: here }) => (
        <figure key={`${path}:${excerpt.line}`}>
          <figcaption>{path}</figcaption>
          <div class="source">
            {excerpt.text.length === 0 && <p class="none">The source was not there when the report was made.</p>}
            {excerpt.text.map((text, i) => {
              const line = excerpt.line + i;
              const on = here.filter((m) => m.line === line);
              return (
                <div key={line}>
                  <div class={`line ${on.length ? "marked" : ""}`}>
                    <span class="gutter">{line}</span>
                    <code>{highlight(text)}</code>
                  </div>
                  {on.map(bubble)}
                </div>
              );
            })}
            {excerpt.text.length === 0 && here.map(bubble)}
          </div>
        </figure>
      ))}
      {finding.fix.length > 0 && (
        <div class="fix">
          <h3>Fix-it</h3>
          <ul>{finding.fix.map((f) => (
            <li key={`${f.line}:${f.column}`}><code>{place(f)}</code> {f.line === f.endLine && f.column === f.endColumn ? "insert" : "replace with"} <code>{f.text.trim()}</code></li>
          ))}</ul>
        </div>
      )}
    </section>
  );
}
