import { Fragment } from "preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { StateMark } from "./StateBar";
import type { Report } from "./model";
import type { Irqs } from "./states";

const token = /(\/\/.*|\/\*.*?(?:\*\/|$)|^\s*\*(?:\s.*|\/.*|)$|"(?:[^"\\]|\\.)*"|\b(?:if|else|for|while|do|return|goto|break|continue|switch|case|default|static|inline|const|struct|union|enum|void|unsigned|signed|long|int|char|short|bool|volatile|extern|typedef|sizeof)\b|^\s*#\s*\w+)/g;

/** Where in a string the byte of a column is, which counts from 1. */
export function indexOf(line: string, column: number): number {
  let bytes = 0, i = 0;
  for (const c of line) {
    if (bytes >= column - 1) break;
    const code = c.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    i += c.length;
  }
  return i;
}

/** A line of C, roughly: comments, strings, keywords. What stands at `columns` is underlined. */
export function highlight(line: string, columns: number[] = []): ComponentChildren {
  const kind: string[] = new Array(line.length).fill("");
  for (const m of line.matchAll(token)) {
    const name = /^\s*(\/|\*)/.test(m[0]) ? "comment" : m[0].startsWith('"') ? "string" : "keyword";
    kind.fill(name, m.index, m.index + m[0].length);
  }
  for (const column of columns) {
    const at = indexOf(line, column);
    const length = /^(\w+|.?)/.exec(line.slice(at))![0].length;
    for (let i = at; i < at + length; ++i) kind[i] += " here";
  }
  const parts: ComponentChildren[] = [];
  for (let i = 0, end; i < line.length; i = end) {
    for (end = i + 1; end < line.length && kind[end] === kind[i]; ++end);
    const text = line.slice(i, end);
    parts.push(kind[i] ? <span key={i} class={kind[i]}>{text}</span> : text);
  }
  return parts;
}

export interface Mark {
  line: number;
  column: number;
  note?: ComponentChildren;
}

/** Lines shown around a mark at first, and added by one click. */
const around = 5, more = 15;

/** A file's lines around the marks, with their notes and states. What the report has of the rest can be unfolded. */
export function Source({ report, path, marks, states }: { report: Report; path: string; marks: Mark[]; states?: Map<number, Irqs> }) {
  const [added, setAdded] = useState<Set<number>>(new Set());
  const has = new Map<number, string>();
  for (const x of report.sources[path] ?? [])
    x.text.forEach((text, i) => has.set(x.line + i, text));
  const shown = new Set(added);
  for (const m of marks)
    for (let l = m.line - around; l <= m.line + around; ++l) if (has.has(l)) shown.add(l);
  // Unfolding two lines costs as much room as showing them.
  const all = [...shown].sort((a, b) => a - b);
  all.forEach((l, i) => {
    const next = all[i + 1];
    if (next && next - l <= 3) for (let k = l + 1; k < next; ++k) if (has.has(k)) shown.add(k);
  });
  const lines = [...shown].sort((a, b) => a - b);
  const unfold = (from: number, to: number) =>
    setAdded(new Set([...added, ...Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((l) => has.has(l))]));
  const fold = (from: number, to: number, nearest: "from" | "to") => {
    if (!has.has(nearest === "from" ? from : to)) return <div class="fold" aria-hidden="true">⋯</div>;
    const [a, b] = nearest === "from" ? [from, Math.min(to, from + more - 1)] : [Math.max(from, to - more + 1), to];
    return <button class="fold" onClick={() => unfold(a, b)}>⋯ lines {a}–{b}</button>;
  };
  const lost = marks.filter((m) => !has.has(m.line));

  return (
    <figure>
      <figcaption>{path}</figcaption>
      <div class="source">
        {lines.length > 0 && has.has(lines[0]! - 1) && fold(1, lines[0]! - 1, "to")}
        {lines.map((line, i) => {
          const here = marks.filter((m) => m.line === line);
          const next = lines[i + 1];
          return (
            <Fragment key={line}>
              <div class={here.length ? "line marked" : "line"}>
                <span class="gutter">{line}</span>
                {states && <StateMark irqs={states.get(line) ?? 0} above={lines[i - 1] === line - 1 ? states.get(line - 1) ?? 0 : 0} />}
                <code>{highlight(has.get(line)!, here.map((m) => m.column))}</code>
              </div>
              {here.map((m) => m.note)}
              {next && next > line + 1 && fold(line + 1, next - 1, "from")}
              {!next && has.has(line + 1) && fold(line + 1, Infinity, "from")}
            </Fragment>
          );
        })}
        {lost.length > 0 && <p class="none">The source was not there when the report was made.</p>}
        {lost.map((m) => <Fragment key={m.line}><div class="line"><span class="gutter">{m.line}</span></div>{m.note}</Fragment>)}
      </div>
    </figure>
  );
}
