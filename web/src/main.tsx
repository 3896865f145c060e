import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import "./style.css";
import { Census } from "./Census";
import { Findings } from "./Findings";
import { FindingView } from "./FindingView";
import { plural, readReport } from "./model";

const report = readReport();

/** The part of the address behind '#': "census", "census/mm?unknown", or a fingerprint. */
function useHash(): string {
  const [hash, setHash] = useState(location.hash.slice(1));
  useEffect(() => {
    const changed = () => setHash(location.hash.slice(1));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return hash;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // typed by hand
  }
}

function Theme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const [dark, setDark] = useState(system.matches);
  useEffect(() => {
    const changed = () => setDark(system.matches);
    system.addEventListener("change", changed);
    return () => system.removeEventListener("change", changed);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  }, [dark]);
  return <button class="theme" onClick={() => setDark(!dark)} aria-label={dark ? "light colours" : "dark colours"}>{dark ? "light" : "dark"}</button>;
}

function App() {
  const hash = useHash();
  const [, at = "", verdict = ""] = /^census(?:\/([^?]*))?(?:\?(.*))?$/.exec(hash) ?? [];
  const inCensus = report.census !== null && /^census\b/.test(hash);
  const open = useMemo(() => [...report.findings, ...report.suppressed].find((f) => f.fingerprint === hash), [hash]);
  // The list is kept with its filter while a finding, or the census, is shown.
  return (
    <>
      <header>
        <h1>pvlint</h1>
        <nav aria-label="parts">
          <a href="#" aria-current={inCensus ? undefined : "page"}>Findings <b>{report.findings.length.toLocaleString("en")}</b></a>
          {report.census && (
            <a href="#census" aria-current={inCensus ? "page" : undefined}>Census <b>{report.census.list.length.toLocaleString("en")}</b></a>
          )}
        </nav>
        <span class="about">
          {plural(report.counts.units, "unit")}
          {report.failed.length ? `, ${report.failed.length} not analysed` : ""}
          {report.suppressed.length ? `, ${report.suppressed.length.toLocaleString("en")} suppressed` : ""}
          {report.counts.hidden ? `, ${plural(report.counts.hidden, "finding")} below the level shown` : ""}
        </span>
        <Theme />
      </header>
      <main>
        <div class={open ? "split" : ""} hidden={inCensus}>
          <Findings report={report} open={open} isActive={!inCensus} />
          {open && <FindingView key={open.fingerprint} finding={open} report={report} />}
        </div>
        {inCensus && <Census report={report} at={decoded(at)} verdict={verdict} />}
      </main>
      {!open && (
        <footer>
          <details>
            <summary>pvlint {report.tool.version}</summary>
            <pre tabIndex={0}>{document.getElementById("licenses")!.textContent!.trim()}</pre>
          </details>
        </footer>
      )}
    </>
  );
}

render(<App />, document.getElementById("app")!);
