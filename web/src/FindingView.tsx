import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { FixView } from "./FixView";
import { Source } from "./Source";
import { StateLegend, StateStrip } from "./StateBar";
import type { Finding, Report, Step } from "./model";
import { excuse, isForField, place, runOf } from "./model";
import { byLine } from "./states";

interface NumberedStep extends Step {
  number: number;
}

export function FindingView({ finding, report }: { finding: Finding; report: Report }) {
  const run = runOf(finding);
  const steps: NumberedStep[] = run.map((s, i) => ({ ...s, number: i + 1 }));
  const last = steps.length, here = run.indexOf(finding) + 1;
  const [current, setCurrent] = useState(here);
  const self = useRef<HTMLElement>(null);

  const go = (number: number) => {
    if (number < 1 || number > last) return;
    setCurrent(number);
    self.current?.querySelector(`[data-step="${number}"]`)?.scrollIntoView({ block: "center" });
  };
  useEffect(() => self.current?.focus({ preventScroll: true }), []);
  // A layout effect: a key pressed before the next paint finds the step that the one before it went to.
  useLayoutEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (isForField(e)) return;
      if (e.key === "n" || e.key === "ArrowRight") go(current + 1);
      else if (e.key === "p" || e.key === "ArrowLeft") go(current - 1);
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [current]);

  const note = (s: NumberedStep) => (
    <div key={`step ${s.number}`} data-step={s.number}
      class={`step ${s.number === here ? finding.level : ""} ${s.number === current ? "current" : ""}`}>
      <span class="number">{s.number}</span>
      <span class="text">{s.message}</span>
    </div>
  );
  const paths = [...new Set(steps.map((s) => s.path))];
  const states = new Map(paths.map((path) => [path, byLine(report, finding, path)]));
  const all = [...states.values()].flatMap((s) => [...s.values()]);
  const others = report.findings.filter((f) => f.cause === finding.cause && f !== finding);
  const elsewhere = finding.steps.filter((s) => s.role === "elsewhere");
  const summary = report.checks.find((c) => c.name === finding.check)?.summary;

  return (
    <section class="finding" ref={self} tabIndex={-1} aria-label={`${finding.check} at ${place(finding)}`}>
      <div class="title">
        <h2><span class={`level ${finding.level}`}>{finding.level}</span> <code>{place(finding)}</code></h2>
        <span class="walk">
          <button disabled={current === 1} onClick={() => go(current - 1)} aria-label="previous step">←</button>
          <output aria-live="polite">step {current} of {last}</output>
          <button disabled={current === last} onClick={() => go(current + 1)} aria-label="next step">→</button>
        </span>
        <a href="#" class="close" aria-label="close">✕</a>
      </div>
      <p class="what">{finding.message}.</p>
      <p class="where">
        {finding.function && <>in <code>{finding.function}()</code> · </>}<b>{finding.check}</b>{summary && <>: {summary}</>}
        {finding.state && <> · <b>{finding.state}</b></>}
      </p>
      {others.length > 0 && (
        <p class="others">Also here: {others.map((f, i) => <>{i > 0 && ", "}<a key={f.fingerprint} href={`#${f.fingerprint}`}>{place(f)}</a></>)}.
          One change fixes them all.</p>
      )}
      {elsewhere.length > 0 && (
        <p class="others">The same elsewhere: {elsewhere.map((s, i) => <>{i > 0 && ", "}<code>{place(s)}</code></>)}.</p>
      )}
      {finding.state === "suppressed" && <p class="excuse">{excuse(finding)}</p>}
      <StateStrip finding={finding} current={current} go={go} />
      {last > 1 && (
        <ol class="path" aria-label="steps">
          {steps.map((s) => (
            <li key={s.number}>
              <button class={s.number === current ? "current" : ""} onClick={() => go(s.number)} aria-current={s.number === current ? "step" : undefined}>
                <span class="number">{s.number}</span>
                <span>{s.number === here ? "here" : s.message}{" "}
                  <code>{s.path === steps[s.number - 2]?.path ? `line ${s.line}` : place(s)}</code></span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <StateLegend states={all} />
      {paths.map((path) => (
        <Source key={path} report={report} path={path} states={all.length ? states.get(path) : undefined}
          marks={steps.filter((s) => s.path === path).map((s) => ({ line: s.line, column: s.column, note: note(s) }))} />
      ))}
      {finding.fix.length > 0 && <FixView finding={finding} report={report} />}
    </section>
  );
}
