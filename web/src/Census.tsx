import { Fragment } from "preact";
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { Source } from "./Source";
import { Treemap } from "./Treemap";
import type { Group } from "./Treemap";
import type { Report, Site, Verdict } from "./model";
import { compare, lineOf, place, plural, subsystem, verdicts } from "./model";

const page = 500;

/** Subsystems, or the files of one; the largest first. */
function groups(sites: Site[], by: (s: Site) => string): Group[] {
  const all = new Map<string, Group>();
  for (const s of sites) {
    let g = all.get(by(s));
    if (!g) all.set(by(s), (g = { name: by(s), sites: [], count: { proven: 0, "no-op": 0, needs: 0, unknown: 0 } }));
    g.sites.push(s);
    g.count[s.verdict]++;
  }
  return [...all.values()].sort((a, b) => b.sites.length - a.sites.length || compare(a.name, b.name));
}

type Column = "name" | "sites" | Verdict;

function Bars({ of, link, title }: { of: Group[]; link: (g: Group) => string; title: string }) {
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: "sites", down: true });
  const most = Math.max(...of.map((g) => g.sites.length));
  const key = (g: Group) => (sort.by === "name" ? g.name : sort.by === "sites" ? g.sites.length : g.count[sort.by]);
  const rows = [...of].sort((a, b) => (sort.down ? -1 : 1) * compare(key(a), key(b)) || compare(a.name, b.name));
  const heading = (by: Column, text: string) => (
    <th key={by} aria-sort={sort.by === by ? (sort.down ? "descending" : "ascending") : "none"}>
      <button onClick={() => setSort({ by, down: sort.by === by ? !sort.down : by !== "name" })}>{text}</button>
    </th>
  );
  return (
    <div class="wide">
      <table class="bars">
        <thead><tr>{heading("name", title)}{heading("sites", "sites")}{verdicts.map((v) => heading(v, v))}<td></td></tr></thead>
        <tbody>
          {rows.map((g) => (
            <tr key={g.name}>
              <td><a href={link(g)}>{g.name}</a></td>
              <td>{g.sites.length.toLocaleString("en")}</td>
              {verdicts.map((v) => <td key={v} class={g.count[v] ? v : "zero"}>{g.count[v].toLocaleString("en")}</td>)}
              <td class="bar" aria-hidden="true">
                <span style={{ width: `${(100 * g.sites.length) / most}%` }}>
                  {verdicts.map((v) => g.count[v] > 0 && <i key={v} class={v} style={{ flexGrow: g.count[v] }} />)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sites({ sites, report }: { sites: Site[]; report: Report }) {
  const [limit, setLimit] = useState(page);
  const [open, setOpen] = useState<Site>();
  const findings = useMemo(() => new Map([...report.suppressed, ...report.findings].map((f) => [`${place(f)}:${f.column}`, f])), []);
  return (
    <section aria-label="sites" class="wide">
      <table class="sites">
        <thead><tr><th>verdict</th><th>place</th><th>function</th><th>restore</th><th>why it is not known</th><th>finding</th></tr></thead>
        <tbody>
          {sites.slice(0, limit).map((s) => {
            const where = `${s.file}:${s.line}`, finding = findings.get(`${where}:${s.column}`);
            const hasSource = lineOf(report, s.file, s.line) !== undefined;
            return (
              <Fragment key={`${where}:${s.column}:${s.function}`}>
                <tr>
                  <td><span class={`verdict ${s.verdict}`}>{s.verdict}</span></td>
                  <td>{hasSource
                    ? <button class="unfold" aria-expanded={s === open} onClick={() => setOpen(s === open ? undefined : s)}>{where}</button>
                    : <code>{where}</code>}</td>
                  <td><code>{s.function}</code></td><td><code>{s.restore}</code></td><td>{s.reason}</td>
                  <td>{finding && <a href={`#${finding.fingerprint}`}>{finding.state === "suppressed" ? "suppressed" : finding.level}</a>}</td>
                </tr>
                {s === open && <tr class="excerpt"><td colSpan={6}><Source report={report} path={s.file} marks={[{ line: s.line, column: s.column }]} /></td></tr>}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {sites.length > limit && <button class="more" onClick={() => setLimit(limit + page)}>{(sites.length - limit).toLocaleString("en")} more</button>}
    </section>
  );
}

/** The address of a part: all sites, those of a subsystem, of a file; of one verdict. */
const address = (at: string, verdict: string) =>
  `#census${at && `/${encodeURIComponent(at)}`}${verdict && `?${verdict}`}`;

export function Census({ report, at, verdict }: { report: Report; at: string; verdict: string }) {
  const census = report.census!;
  const inside = useMemo(() => census.list.filter((s) => !at || subsystem(s.file) === at || s.file === at), [at]);
  const sites = useMemo(() => (verdict ? inside.filter((s) => s.verdict === verdict) : inside), [inside, verdict]);
  const isFile = inside.length > 0 && inside.every((s) => s.file === at);
  const of = useMemo(() => groups(sites, at ? (s) => s.file : (s) => subsystem(s.file)), [sites, at]);
  const link = (g: Group) => address(g.name, verdict);
  const total = groups(inside, () => "")[0];
  const above = isFile && subsystem(at) !== at ? subsystem(at) : "";
  useLayoutEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (e.key !== "Escape") return;
      if (at) location.hash = address(above, verdict);
      else if (verdict) location.hash = address("", "");
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [at, above, verdict]);

  return (
    <section class="census" aria-label="census">
      <div class="crumbs">
        <nav aria-label="folder">
          {at ? <a href={address("", verdict)}>all</a> : <b>all</b>}
          {above && <> / <a href={address(above, verdict)}>{above}</a></>}
          {at && <> / <b>{above ? at.slice(above === "." ? 0 : above.length + 1) : at}</b></>}
        </nav>
        <span>{plural(sites.length, "restore site")}</span>
        <span class="legend" role="group" aria-label="verdict">
          {verdicts.map((v) => (
            <a key={v} href={address(at, verdict === v ? "" : v)} aria-current={verdict === v ? "true" : undefined}
              aria-label={`${v}: ${total?.count[v] ?? 0}${verdict === v ? ", shown alone" : ""}`}>
              <i class={v} />{v} <b>{(total?.count[v] ?? 0).toLocaleString("en")}</b>
            </a>
          ))}
        </span>
      </div>
      {!at && !verdict && (
        <p class="what">Which restores would have to <em>disable</em> interrupts? <b>needs</b>: this one would, or may. <b>unknown</b>: not decided, for the
          reason given. <b>no-op</b>: the flags say what is already the case. <b>proven</b>: interrupts are disabled there, so it never has to.</p>
      )}
      {sites.length === 0 && <p class="none">None.</p>}
      {!isFile && sites.length > 0 && <Treemap of={of} at={at} link={link} />}
      {!isFile && sites.length > 0 && <Bars of={of} link={link} title={at ? "file" : "subsystem"} />}
      {(at || verdict) && sites.length > 0 && <Sites key={`${at}?${verdict}`} sites={sites} report={report} />}
      {!at && census.assumptions.length > 0 && (
        <details><summary>These numbers assume</summary>
          <ul>{census.assumptions.map((a) => <li key={a.what}>{a.count.toLocaleString("en")} {a.what}</li>)}</ul>
        </details>
      )}
    </section>
  );
}
