import type { Finding } from "./model";
import type { Irqs } from "./states";
import { alongPath, kinds, letters, paint, words } from "./states";

/** The margin of one line. The letters stand where the state begins, so that no colour is needed. */
export function StateMark({ irqs, above }: { irqs: Irqs; above: Irqs }) {
  if (!irqs) return <span class="irqs" />;
  return (
    <span class="irqs" title={`interrupts after this line: ${words(irqs)}`}>
      <span class="letters">{irqs === above ? "" : letters(irqs)}</span>
      <i class={paint(irqs)} />
    </span>
  );
}

/** The states along the steps of a finding, each as long as it lasts. */
export function StateStrip({ finding, current, go }: { finding: Finding; current: number; go: (step: number) => void }) {
  const pieces: { irqs: Irqs; first: number; last: number }[] = [];
  alongPath(finding).forEach((irqs, i) => {
    const before = pieces.at(-1);
    if (before?.irqs === irqs) before.last = i + 1;
    else pieces.push({ irqs, first: i + 1, last: i + 1 });
  });
  if (!pieces.some((p) => p.irqs)) return null;
  return (
    <div class="strip" role="group" aria-label="interrupts along the steps">
      {pieces.map((p) => (
        <button key={p.first} style={{ flexGrow: p.last - p.first + 1 }} onClick={() => go(p.first)}
          aria-current={p.first <= current && current <= p.last ? "step" : undefined}>
          <i class={p.irqs ? paint(p.irqs) : "irqs-none"} />
          <span>{p.first === p.last ? p.first : `${p.first}–${p.last}`}{" "}
            {p.irqs ? words(p.irqs) : "not stated"}</span>
        </button>
      ))}
    </div>
  );
}

/** What the marks mean. */
export function StateLegend({ states }: { states: Irqs[] }) {
  const used = states.reduce((a, b) => a | b, 0), isMixed = states.some((s) => letters(s).length > 1);
  if (!used) return null;
  return (
    <p class="irqs-legend">
      Interrupts after each line:
      {kinds.filter(([bit]) => used & bit).map(([bit, letter, , meaning]) => (
        <span key={bit}><i class={paint(bit)} /> <b>{letter}</b> {meaning}</span>
      ))}
      {isMixed && <span><i class="irqs-mixed" /> several letters: depends on the path</span>}
    </p>
  );
}
