import type { FunctionStates } from "./states";

// What the page shows: docs/report.schema.json, and what only this form has.

export const levels = ["error", "warning", "audit"] as const;
export type Level = (typeof levels)[number];

export interface Place {
  path: string;
  line: number;
  column: number;
}

export interface Step extends Place {
  message: string;
  /** What interrupts are after it, where the step tells. */
  irqs?: "caller's" | "disabled" | "enabled";
  /** Behind the finding in the run, or the same mistake in another one; without, it leads there. */
  role?: "behind" | "elsewhere";
}

export interface Fix extends Place {
  endLine: number;
  endColumn: number;
  text: string;
}

export interface Finding extends Place {
  check: string;
  level: Level;
  function: string;
  message: string;
  fingerprint: string;
  /** The fingerprint of the first of the findings that are one report. */
  cause: string;
  state?: "new" | "known" | "suppressed";
  reason?: string;
  by?: "comment" | "rule";
  /** What interrupts are after it, where that is known. */
  irqs?: Step["irqs"];
  steps: Step[];
  fix: Fix[];
}

/** The run in its order: the steps that lead to the finding, the finding itself, and what follows. */
export function runOf(finding: Finding): Step[] {
  return [...finding.steps.filter((s) => !s.role), finding as Step, ...finding.steps.filter((s) => s.role === "behind")];
}

export const verdicts = ["needs", "unknown", "no-op", "proven"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Site {
  file: string;
  line: number;
  column: number;
  function: string;
  restore: string;
  verdict: Verdict;
  reason?: string;
}

export interface Census {
  units: number;
  functions: number;
  list: Site[];
  assumptions: { what: string; count: number }[];
}

/** Lines of a file, from `line` on. */
export interface Excerpt {
  line: number;
  text: string[];
}

export interface Report {
  version: number;
  tool: { name: string; version: string };
  checks: { name: string; summary: string }[];
  findings: Finding[];
  suppressed: Finding[];
  failed: { file: string; error: string }[];
  counts: { units: number; error: number; warning: number; audit: number; hidden: number };
  sources: Record<string, Excerpt[]>;
  /** By file: of the functions that findings lead through. */
  states: Record<string, FunctionStates[]>;
  census: Census | null;
}

export function readReport(): Report {
  return JSON.parse(document.getElementById("data")!.textContent!);
}

const deep = new Set(["arch", "drivers", "fs", "net", "sound"]);

/** The kernel folder that a file belongs to; as `pvlint census` has it. */
export function subsystem(path: string): string {
  const parts = path.split("/");
  if (parts.length === 1) return ".";
  return parts.slice(0, Math.min(deep.has(parts[0]!) ? 2 : 1, parts.length - 1)).join("/");
}

/** A line, when the report has it. */
export function lineOf(report: Report, path: string, line: number): string | undefined {
  for (const x of report.sources[path] ?? [])
    if (x.line <= line && line < x.line + x.text.length) return x.text[line - x.line];
  return undefined;
}

/** Findings that one change mends are one report. Its first finding stands for it. */
export function reportsOf(findings: Finding[]): Finding[][] {
  const reports = new Map<string, Finding[]>();
  for (const f of findings) {
    const report = reports.get(f.cause);
    if (report) report.push(f);
    else reports.set(f.cause, [f]);
  }
  return [...reports.values()];
}

/** Who says that a finding is none to act on, and why. */
export const excuse = (f: Finding) => f.state === "suppressed" ? `suppressed by a ${f.by}: ${f.reason}` : undefined;

export const place = (p: Place) => `${p.path}:${p.line}`;

export const plural = (n: number, noun: string) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

/** By bytes: quick, and the order of the other forms. */
export const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

/** Keys that are meant for something else. */
export function isForField(e: KeyboardEvent): boolean {
  return e.ctrlKey || e.metaKey || e.altKey ||
    (e.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName));
}
