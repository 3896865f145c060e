import { hierarchy, treemap } from "d3-hierarchy";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Census as CensusData, Site, Verdict } from "./model";
import { plural, subsystem, verdicts } from "./model";

interface Group {
  name: string;
  sites: Site[];
  count: Record<Verdict, number>;
}

/** Subsystems, or the files of one. */
function groups(sites: Site[], by: (s: Site) => string): Group[] {
  const all = new Map<string, Group>();
  for (const s of sites) {
    let g = all.get(by(s));
    if (!g) all.set(by(s), (g = { name: by(s), sites: [], count: { proven: 0, "no-op": 0, needs: 0, unknown: 0 } }));
    g.sites.push(s);
    g.count[s.verdict]++;
  }
  return [...all.values()].sort((a, b) => b.sites.length - a.sites.length || a.name.localeCompare(b.name));
}

const worst = (g: Group): Verdict => (g.count.needs ? "needs" : g.count.unknown ? "unknown" : g.count.proven ? "proven" : "no-op");
const width = 1000, height = 320;

function Treemap({ of, link }: { of: Group[]; link: (g: Group) => string }) {
  const leaves = useMemo(() => {
    const root = hierarchy<{ children?: Group[] } | Group>({ children: of } as { children: Group[] })
      .sum((d) => ("sites" in d ? d.sites.length : 0));
    return treemap<{ children?: Group[] } | Group>().size([width, height]).paddingInner(2)(root).leaves();
  }, [of]);
  return (
    <svg class="treemap" viewBox={`0 0 ${width} ${height}`} role="group" aria-label="restore sites by size">
      {leaves.map((leaf) => {
        const g = leaf.data as Group;
        const w = leaf.x1 - leaf.x0, h = leaf.y1 - leaf.y0;
        const open = g.count.needs + g.count.unknown;
        return (
          <a key={g.name} href={link(g)} aria-label={`${g.name}: ${plural(g.sites.length, "site")}, ${g.count.needs} need to disable, ${g.count.unknown} unknown`}>
            <rect x={leaf.x0} y={leaf.y0} width={w} height={h} class={worst(g)} />
            {w > 7 * g.name.length && h > 16 && <text x={leaf.x0 + 5} y={leaf.y0 + 15}>{g.name}</text>}
            {w > 40 && h > 34 && <text x={leaf.x0 + 5} y={leaf.y0 + 30} class="small">{g.sites.length}{open ? `, ${open} open` : ""}</text>}
          </a>
        );
      })}
    </svg>
  );
}

function Bars({ of, link, selected }: { of: Group[]; link: (g: Group) => string; selected: string }) {
  const most = of[0]?.sites.length ?? 1;
  return (
    <table class="bars">
      <thead><tr><th>{selected ? "file" : "subsystem"}</th><th>sites</th>{verdicts.map((v) => <th key={v}>{v}</th>)}<th></th></tr></thead>
      <tbody>
        {of.map((g) => (
          <tr key={g.name}>
            <td><a href={link(g)}>{g.name}</a></td>
            <td>{g.sites.length}</td>
            {verdicts.map((v) => <td key={v} class={g.count[v] ? v : "zero"}>{g.count[v]}</td>)}
            <td class="bar" aria-hidden="true">
              <span style={{ width: `${(100 * g.sites.length) / most}%` }}>
                {verdicts.map((v) => g.count[v] > 0 && <i key={v} class={v} style={{ flexGrow: g.count[v] }} />)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sites({ sites }: { sites: Site[] }) {
  const [verdict, setVerdict] = useState("");
  const rows = sites.filter((s) => !verdict || s.verdict === verdict);
  return (
    <section aria-label="sites">
      <div class="filters">
        <select aria-label="verdict" value={verdict} onChange={(e) => setVerdict(e.currentTarget.value)}>
          <option value="">all verdicts</option>
          {verdicts.map((v) => <option key={v} value={v}>{v}</option>)}
        </select>
        <output>{plural(rows.length, "site")}</output>
      </div>
      <table class="sites">
        <thead><tr><th>verdict</th><th>place</th><th>function</th><th>restore</th><th>why it is not known</th></tr></thead>
        <tbody>
          {rows.slice(0, 1000).map((s) => (
            <tr key={`${s.file}:${s.line}:${s.column}:${s.function}`}>
              <td><span class={`verdict ${s.verdict}`}>{s.verdict}</span></td>
              <td><code>{s.file}:{s.line}</code></td><td><code>{s.function}</code></td><td><code>{s.restore}</code></td><td>{s.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > 1000 && <p>{rows.length - 1000} more: choose a folder or a verdict.</p>}
    </section>
  );
}

/** `at`: a subsystem, or a file of one, or "" for all. */
export function Census({ census, at }: { census: CensusData; at: string }) {
  const inside = useMemo(() => census.list.filter((s) => !at || subsystem(s.file) === at || s.file === at), [census, at]);
  const isFile = inside.length > 0 && inside.every((s) => s.file === at);
  const of = useMemo(() => groups(inside, at ? (s) => s.file : (s) => subsystem(s.file)), [inside, at]);
  const link = (g: Group) => `#census/${encodeURIComponent(g.name)}`;
  const total = groups(inside, () => "")[0];
  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (e.key !== "Escape" || !at) return;
      location.hash = isFile && subsystem(at) !== at ? `census/${encodeURIComponent(subsystem(at))}` : "census";
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [at, isFile]);
  return (
    <section class="census" aria-label="census">
      <p class="crumbs">
        <a href="#census">all</a>
        {isFile && <> / <a href={`#census/${encodeURIComponent(subsystem(at))}`}>{subsystem(at)}</a></>}
        {at && <> / <b>{isFile ? at.split("/").at(-1) : at}</b></>}
        {" "}– {plural(inside.length, "restore site")}
        {total && <span class="legend">{verdicts.map((v) => <span key={v}><i class={v} />{v} <b>{total.count[v]}</b></span>)}</span>}
      </p>
      {!at && <p class="what">Which restores would have to <em>disable</em> interrupts? <b>proven</b>: they are off there, so it never has to. <b>no-op</b>: the state is already what the word says. <b>needs</b>: it would have to. <b>unknown</b>: not decided, with the reason.</p>}
      {!isFile && <Treemap of={of} link={link} />}
      {!isFile && <Bars of={of} link={link} selected={at} />}
      {at && <Sites key={at} sites={inside} />}
      {!at && census.assumptions.length > 0 && (
        <details><summary>The numbers hang on these</summary>
          <ul>{census.assumptions.map((a) => <li key={a.what}>{a.count.toLocaleString("en")} {a.what}</li>)}</ul>
        </details>
      )}
    </section>
  );
}
