import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Finding, Report } from "./model";
import { compare, excuse, isForField, levels, place, reportsOf, subsystem } from "./model";

type Column = "level" | "path" | "function" | "check";
const page = 200;

const sortKey: Record<Column, (f: Finding) => string | number> = {
  level: (f) => levels.indexOf(f.level),
  path: (f) => f.path,
  function: (f) => f.function,
  check: (f) => f.check,
};

/** A path may be broken behind a folder. */
const breakable = (path: string) => path.split(/(?<=\/)/).flatMap((part, i) => (i ? [<wbr />, part] : [part]));

function Choice(props: { label: string; value: string; all: string; values: string[]; set: (v: string) => void }) {
  return (
    <select aria-label={props.label} value={props.value} onChange={(e) => props.set(e.currentTarget.value)}>
      <option value="">{props.all}</option>
      {props.values.map((v) => <option key={v} value={v}>{v}</option>)}
    </select>
  );
}

export function Findings({ report, open, isActive }: { report: Report; open: Finding | undefined; isActive: boolean }) {
  const [text, setText] = useState("");
  const [check, setCheck] = useState("");
  const [level, setLevel] = useState("");
  const [folder, setFolder] = useState("");
  const hasState = report.findings.some((f) => f.state);
  const [onlyNew, setOnlyNew] = useState(report.findings.some((f) => f.state === "known"));
  const [withSuppressed, setWithSuppressed] = useState(open?.state === "suppressed");
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: "level", down: false });
  const [limit, setLimit] = useState(page);
  const [active, setActive] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);

  // Each is one report, of one finding or of several.
  const all = useMemo(() => reportsOf(withSuppressed ? [...report.findings, ...report.suppressed] : report.findings), [withSuppressed]);
  const values = useMemo(() => {
    const of = (key: (f: Finding) => string) => [...new Set(all.map((r) => key(r[0]!)))].sort();
    return {
      level: levels.filter((l) => all.some((r) => r[0]!.level === l)),
      check: of((f) => f.check),
      folder: of((f) => subsystem(f.path)),
      words: new Map(all.flat().map((f) =>
        [f, `${place(f)} ${f.function} ${f.check} ${f.level} ${f.message} ${excuse(f) ?? ""}`.toLowerCase()])),
    };
  }, [all]);
  const rows = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (f: Finding) =>
      (!check || f.check === check) && (!level || f.level === level) && (!folder || subsystem(f.path) === folder) &&
      !(onlyNew && f.state === "known") && words.every((w) => values.words.get(f)!.includes(w));
    const found = all.map((r) => r.filter(fits)).filter((r) => r.length);
    const key = sortKey[sort.by], sign = sort.down ? -1 : 1;
    return found.sort(([a], [b]) => compareBy(a!, b!)).map((r) => r[0]!);
    function compareBy(a: Finding, b: Finding) {
      return sign * compare(key(a), key(b)) || compare(a.path, b.path) || a.line - b.line || a.column - b.column;
    }
  }, [all, text, check, level, folder, onlyNew, sort]);
  const shown = rows.slice(0, limit);
  const others = useMemo(() => new Map(all.map((r) => [r[0]!.cause, r.length - 1])), [all]);
  const rowOf = (f: Finding) => rows.findIndex((r) => r.cause === f.cause);

  const links = () => [...(table.current?.querySelectorAll<HTMLAnchorElement>("tbody a") ?? [])];
  const focusRow = (i: number) => {
    setActive(i);
    links()[i]?.focus();
  };
  useEffect(() => {
    if (open?.state === "suppressed") setWithSuppressed(true);
  }, [open]);
  // One finding, or none, after another: the keyboard is where the reader was.
  const before = useRef(open);
  useEffect(() => {
    const now = open ?? before.current;
    if (now && rowOf(now) >= 0) setActive(rowOf(now));
    if (!open && before.current) focusRow(Math.max(0, rowOf(before.current)));
    before.current = open;
  }, [open]);
  useEffect(() => {
    setActive(open ? Math.max(0, rowOf(open)) : 0);
    setLimit(page);
  }, [rows]);

  useLayoutEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (!isActive) return;
      if (e.key === "Escape" && document.activeElement === search.current) {
        setText("");
        search.current!.blur();
        return;
      }
      if (e.key === "ArrowDown" && document.activeElement === search.current && shown.length) {
        e.preventDefault();
        focusRow(0);
        return;
      }
      if (isForField(e)) return;
      const at = links().indexOf(document.activeElement as HTMLAnchorElement);
      const inTable = at >= 0;
      const isDown = e.key === "j" || (e.key === "ArrowDown" && inTable);
      const isUp = e.key === "k" || (e.key === "ArrowUp" && inTable);
      if (e.key === "Escape" && open) {
        location.hash = "";
      } else if (e.key === "/") {
        e.preventDefault();
        search.current?.focus();
      } else if ((isDown || isUp) && shown.length) {
        e.preventDefault();
        const from = inTable ? at : open ? rowOf(open) : isDown ? -1 : 0;
        const next = Math.max(0, Math.min(shown.length - 1, from + (isDown ? 1 : -1)));
        if (open && !inTable) location.hash = rows[next]!.fingerprint;
        else focusRow(next);
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [open, isActive, rows, limit]);

  const heading = (by: Column, title: string) => (
    <th class={by === "level" ? "" : by} aria-sort={sort.by === by ? (sort.down ? "descending" : "ascending") : "none"}>
      <button onClick={() => setSort({ by, down: sort.by === by && !sort.down })}>{title}</button>
    </th>
  );

  return (
    <section class="findings" aria-label="findings">
      <div class="filters" role="search">
        <input ref={search} type="search" placeholder="filter by words" aria-label="filter by words" value={text}
          onInput={(e) => setText(e.currentTarget.value)} />
        <Choice label="level" all="all levels" value={level} set={setLevel} values={values.level} />
        <Choice label="check" all="all checks" value={check} set={setCheck} values={values.check} />
        <Choice label="folder" all="all folders" value={folder} set={setFolder} values={values.folder} />
        {hasState && (
          <label><input type="checkbox" checked={onlyNew} onChange={(e) => setOnlyNew(e.currentTarget.checked)} /> only new</label>
        )}
        {report.suppressed.length > 0 && (
          <label><input type="checkbox" checked={withSuppressed} onChange={(e) => setWithSuppressed(e.currentTarget.checked)} /> suppressed</label>
        )}
        <output aria-live="polite">{rows.length.toLocaleString("en")} of {all.length.toLocaleString("en")}</output>
      </div>
      {report.failed.length > 0 && (
        <details class="failed">
          <summary>{report.failed.length} not analysed</summary>
          <ul>{report.failed.map((f) => <li key={f.file}><code>{f.file}</code> {f.error}</li>)}</ul>
        </details>
      )}
      {all.length === 0 ? <p class="none">No findings.</p> : rows.length === 0 && <p class="none">Nothing fits the filter.</p>}
      <table ref={table} hidden={rows.length === 0}>
        <thead><tr>
          {heading("level", "level")}{heading("path", "place")}{heading("function", "function")}{heading("check", "check")}
          <th class="message">message</th>
        </tr></thead>
        <tbody>
          {shown.map((f, i) => (
            <tr key={f.fingerprint} class={f.cause === open?.cause ? "open" : ""} onClick={() => { location.hash = f.fingerprint; }}>
              <td><span class={`level ${f.level}`}>{f.level}</span></td>
              <td class="path">
                <a href={`#${f.fingerprint}`} tabIndex={i === active ? 0 : -1} onFocus={() => setActive(i)}
                  aria-current={f.cause === open?.cause ? "true" : undefined}>{breakable(place(f))}</a>
                {others.get(f.cause)! > 0 && <span class="also">+{others.get(f.cause)}</span>}
                {hasState && f.state === "new" && !onlyNew && <span class="new">new</span>}
              </td>
              <td class="function"><code>{f.function}</code></td>
              <td class="check">{f.check.replace(/^pvops-/, "")}</td>
              <td class="message">
                <div title={f.message}>{f.message}</div>
                {f.state === "suppressed" && <div class="excuse" title={f.reason}>{excuse(f)}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > limit && <button class="more" onClick={() => setLimit(limit + page)}>{(rows.length - limit).toLocaleString("en")} more</button>}
      {all.length > 0 && (
        <p class="keys"><kbd>/</kbd> filter <kbd>↓</kbd><kbd>↑</kbd> or <kbd>j</kbd><kbd>k</kbd> next, previous <kbd>Enter</kbd> open <kbd>→</kbd><kbd>←</kbd> steps <kbd>Esc</kbd> close</p>
      )}
    </section>
  );
}
