// What interrupts are: on the lines of a function over all paths, as the solver has it, and along the path of a finding.
import type { Finding, Report, Step } from "./model";
import { runOf } from "./model";

/** A set of what they can be; as `IrqSet` of lib/engine/LineStates.h. */
export type Irqs = number;
export const callers = 1, disabled = 2, enabled = 4, unknown = 8;

/** Bit, letter, word, and what a legend says. */
export const kinds = [
  [callers, "C", "caller's", "as the caller of the function had them"],
  [disabled, "D", "disabled", "disabled"],
  [enabled, "E", "enabled", "enabled"],
  [unknown, "?", "unknown", "not known"],
] as const;

const of = (irqs: Irqs) => kinds.filter(([bit]) => irqs & bit);
export const letters = (irqs: Irqs) => of(irqs).map((k) => k[1]).join("");
export const words = (irqs: Irqs) => of(irqs).map((k) => k[2]).join(" or ");
/** The classes that paint it: one, or that of a mixture. */
export const paint = (irqs: Irqs) => (of(irqs).length === 1 ? `irqs-${of(irqs)[0]![2].replace(/\W/g, "")}` : "irqs-mixed");

export interface FunctionStates {
  function: string;
  /** Of each line that does something: its number, before it, and behind it. */
  lines: [number, Irqs, Irqs][];
}

const said = (s: Step): Irqs => kinds.find((k) => k[2] === s.irqs)?.[0] ?? 0;

/** The states behind each step of a finding's run, as the path has them; 0 where it does not tell. */
export function alongPath(finding: Finding): Irqs[] {
  let now: Irqs = 0;
  return runOf(finding).map((s) => (now = said(s) || now));
}

/** What interrupts are behind each line of a file, where that is known. At a step that tells, and between two
 * steps in one function, the path decides. */
export function byLine(report: Report, finding: Finding, path: string): Map<number, Irqs> {
  const result = new Map<number, Irqs>();
  const steps = runOf(finding), along = alongPath(finding);
  for (const f of report.states?.[path] ?? []) {
    f.lines.forEach(([line, before, after], i) => {
      result.set(line, after || before);
      const next = f.lines[i + 1];
      // A comment or a brace, where nothing can have changed. What a macro does first and then is all on one line.
      if (next && after && !(after & ~next[1])) for (let l = line + 1; l < next[0]; ++l) result.set(l, after);
    });
    const first = f.lines[0]?.[0] ?? 0, last = f.lines.at(-1)?.[0] ?? 0;
    const isIn = (s: Step) => s.path === path && first <= s.line && s.line <= last;
    steps.forEach((s, i) => {
      const next = steps[i + 1], irqs = along[i]!;
      if (isIn(s) && said(s)) result.set(s.line, irqs);
      if (!isIn(s) || (next && (!isIn(next) || next.line < s.line))) return;
      for (let l = s.line; l < (next ? next.line : s.line + 1); ++l)
        if ((result.get(l) ?? 0) & irqs) result.set(l, irqs);
    });
  }
  return result;
}
