import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Finding, Level, Report } from "./model";
import { subsystem } from "./model";

type Column = "level" | "check" | "path" | "function";
const levels: Level[] = ["error", "warning", "audit"];
const page = 200;

const sortKey: Record<Column, (f: Finding) => string> = {
  level: (f) => String(levels.indexOf(f.level)),
  check: (f) => f.check,
  path: (f) => f.path,
  function: (f) => f.function,
};

function Choice(props: { label: string; value: string; all: string; values: string[]; set: (v: string) => void }) {
  return (
    <select aria-label={props.label} value={props.value} onChange={(e) => props.set(e.currentTarget.value)}>
      <option value="">{props.all}</option>
      {props.values.map((v) => <option key={v} value={v}>{v}</option>)}
    </select>
  );
}

const isTyping = (e: KeyboardEvent) => e.target instanceof HTMLElement && /^(INPUT|SELECT)$/.test(e.target.tagName);

export function Findings({ report, open }: { report: Report; open: Finding | undefined }) {
  const [text, setText] = useState("");
  const [check, setCheck] = useState("");
  const [level, setLevel] = useState("");
  const [folder, setFolder] = useState("");
  const [onlyNew, setOnlyNew] = useState(report.findings.some((f) => f.state === "known"));
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: "path", down: false });
  const [shown, setShown] = useState(page);
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);

  const values = (of: (f: Finding) => string) => [...new Set(report.findings.map(of))].sort();
  const rows = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = report.findings.filter((f) => {
      if ((check && f.check !== check) || (level && f.level !== level)) return false;
      if ((folder && subsystem(f.path) !== folder) || (onlyNew && f.state === "known")) return false;
      const all = `${f.path}:${f.line} ${f.function} ${f.check} ${f.message}`.toLowerCase();
      return words.every((w) => all.includes(w));
    });
    const key = sortKey[sort.by];
    found.sort((a, b) => (sort.down ? -1 : 1) *
      (key(a).localeCompare(key(b)) || a.path.localeCompare(b.path) || a.line - b.line));
    return found;
  }, [text, check, level, folder, onlyNew, sort]);

  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === "Escape") {
        if (isTyping(e)) (e.target as HTMLElement).blur();
        else if (open) location.hash = "";
        return;
      }
      if (isTyping(e)) return;
      if (e.key === "/") {
        e.preventDefault();
        search.current?.focus();
      } else if (e.key === "j" || e.key === "k") {
        const links = [...table.current!.querySelectorAll<HTMLAnchorElement>("tbody a")];
        const now = open ? rows.indexOf(open) : links.indexOf(document.activeElement as HTMLAnchorElement);
        const next = now < 0 ? 0 : Math.max(0, Math.min(links.length - 1, now + (e.key === "j" ? 1 : -1)));
        links[next]?.focus();
        if (open && rows[next]) location.hash = rows[next].fingerprint;
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [open, rows]);

  const heading = (by: Column, title: string) => (
    <th aria-sort={sort.by === by ? (sort.down ? "descending" : "ascending") : "none"}>
      <button onClick={() => setSort({ by, down: sort.by === by && !sort.down })}>{title}</button>
    </th>
  );

  return (
    <section class="findings" aria-label="findings">
      <div class="filters" role="search">
        <input ref={search} type="search" placeholder="filter ( / )" aria-label="filter by words" value={text}
          onInput={(e) => { setText(e.currentTarget.value); setShown(page); }} />
        <Choice label="level" all="all levels" value={level} set={setLevel}
          values={levels.filter((l) => report.findings.some((f) => f.level === l))} />
        <Choice label="check" all="all checks" value={check} set={setCheck} values={values((f) => f.check)} />
        <Choice label="folder" all="all folders" value={folder} set={setFolder} values={values((f) => subsystem(f.path))} />
        {report.findings.some((f) => f.state) && (
          <label><input type="checkbox" checked={onlyNew} onChange={(e) => setOnlyNew(e.currentTarget.checked)} /> only new</label>
        )}
        <output>{rows.length} of {report.findings.length}</output>
      </div>
      {report.failed.length > 0 && (
        <details class="failed">
          <summary>{report.failed.length} not analysed</summary>
          <ul>{report.failed.map((f) => <li key={f.file}><code>{f.file}</code> {f.error}</li>)}</ul>
        </details>
      )}
      {report.findings.length === 0 && <p class="none">No findings.</p>}
      <table ref={table} hidden={report.findings.length === 0}>
        <thead><tr>{heading("level", "level")}{heading("path", "place")}{heading("function", "function")}{heading("check", "check")}<th>message</th></tr></thead>
        <tbody>
          {rows.slice(0, shown).map((f) => (
            <tr key={f.fingerprint} class={f === open ? "open" : ""}>
              <td><span class={`level ${f.level}`}>{f.level}</span></td>
              <td><a href={`#${f.fingerprint}`} aria-current={f === open ? "true" : undefined}>{f.path}:{f.line}</a></td>
              <td><code>{f.function}</code></td>
              <td class="check">{f.check.replace(/^pvops-/, "")}</td>
              <td class="message" title={f.message}>{f.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && <button class="more" onClick={() => setShown(shown + page)}>{rows.length - shown} more</button>}
      <p class="keys"><kbd>/</kbd> filter <kbd>j</kbd> <kbd>k</kbd> next, previous <kbd>Enter</kbd> open <kbd>n</kbd> <kbd>p</kbd> steps <kbd>Esc</kbd> close</p>
    </section>
  );
}
