import { hierarchy, treemap } from "d3-hierarchy";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Site, Verdict } from "./model";
import { plural, verdicts } from "./model";

/** Sites of one folder or file. */
export interface Group {
  name: string;
  sites: Site[];
  count: Record<Verdict, number>;
}

type Node = { children: Group[] } | Group;

/** One area a group, as large as its sites are many, and filled as they are. */
export function Treemap({ of, at, link }: { of: Group[]; at: string; link: (g: Group) => string }) {
  const self = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(0);
  const [active, setActive] = useState(0);
  const height = width < 600 ? 220 : 320;
  useEffect(() => {
    const watch = new ResizeObserver(([e]) => setWidth(Math.floor(e!.contentRect.width)));
    watch.observe(self.current!);
    return () => watch.disconnect();
  }, []);
  useEffect(() => setActive(0), [of]);
  const leaves = useMemo(() => {
    const root = hierarchy<Node>({ children: of }, (d) => ("children" in d ? d.children : undefined))
      .sum((d) => ("sites" in d ? d.sites.length : 0));
    return treemap<Node>().size([width, height]).paddingInner(2).round(true)(root).leaves();
  }, [of, width]);

  /** The nearest area in a direction. */
  const neighbour = (dx: number, dy: number) => {
    const centre = (i: number) => [(leaves[i]!.x0 + leaves[i]!.x1) / 2, (leaves[i]!.y0 + leaves[i]!.y1) / 2] as const;
    const [x, y] = centre(active);
    let best = active, least = Infinity;
    leaves.forEach((_, i) => {
      const [cx, cy] = centre(i);
      const ahead = (cx - x) * dx + (cy - y) * dy, aside = Math.abs((cx - x) * dy) + Math.abs((cy - y) * dx);
      if (i !== active && ahead > 1 && ahead + 2 * aside < least) [best, least] = [i, ahead + 2 * aside];
    });
    return best;
  };
  const pressed = (e: KeyboardEvent) => {
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[e.key];
    if (!by) return;
    e.preventDefault();
    const next = neighbour(by[0]!, by[1]!);
    setActive(next);
    self.current!.querySelectorAll<SVGAElement>("a")[next]?.focus();
  };

  return (
    <svg ref={self} class="treemap" height={height} role="group" aria-label="sites by size" onKeyDown={pressed}>
      {leaves.map((leaf, i) => {
        const g = leaf.data as Group;
        const w = leaf.x1 - leaf.x0, h = leaf.y1 - leaf.y0;
        const open = g.count.needs + g.count.unknown;
        // What is few must be seen all the same.
        const parts = verdicts.filter((v) => g.count[v]).map((v) => [v, Math.max(3, (w * g.count[v]) / g.sites.length)] as const);
        const sum = parts.reduce((n, [, p]) => n + p, 0);
        let x = leaf.x0;
        const name = g.name.startsWith(`${at}/`) ? g.name.slice(at.length + 1) : g.name;
        const isOpen = open > 0 && open < g.sites.length;
        return (
          <a key={g.name} href={link(g)} tabIndex={i === active ? 0 : -1} onFocus={() => setActive(i)}>
            <title>{g.name}: {plural(g.sites.length, "site")}, {g.count.needs} need to disable, {g.count.unknown} unknown</title>
            {parts.map(([v, p]) => {
              const at = x;
              x += (p * w) / sum;
              return <rect key={v} x={at} y={leaf.y0} width={x - at} height={h} class={v} />;
            })}
            {w > 7.5 * name.length + 8 && h > 18 && <text aria-hidden="true" x={leaf.x0 + 5} y={leaf.y0 + 15}>{name}</text>}
            {w > 7.5 * name.length + 8 && w > 70 && h > 36 && <text aria-hidden="true" x={leaf.x0 + 5} y={leaf.y0 + 30} class="small">{g.sites.length}{isOpen ? `, ${open} open` : ""}</text>}
            <rect class="edge" x={leaf.x0 + 1} y={leaf.y0 + 1} width={Math.max(0, w - 2)} height={Math.max(0, h - 2)} />
          </a>
        );
      })}
    </svg>
  );
}
