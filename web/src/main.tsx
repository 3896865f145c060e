import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import "./style.css";
import { Census } from "./Census";
import { Findings } from "./Findings";
import { FindingView } from "./FindingView";
import { plural, readReport } from "./model";

const report = readReport();

/** The part of the address behind '#': "census", "census/mm", or a fingerprint. */
function useHash(): string {
  const [hash, setHash] = useState(decodeURIComponent(location.hash.slice(1)));
  useEffect(() => {
    const changed = () => setHash(decodeURIComponent(location.hash.slice(1)));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return hash;
}

function Theme() {
  const [theme, setTheme] = useState(
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const other = theme === "dark" ? "light" : "dark";
  return <button class="theme" onClick={() => setTheme(other)} aria-label={`${other} colours`}>{other}</button>;
}

function App() {
  const hash = useHash();
  const inCensus = hash === "census" || hash.startsWith("census/");
  const open = useMemo(() => report.findings.find((f) => f.fingerprint === hash), [hash]);
  // The list keeps its filter while a finding is shown.
  return (
    <>
      <header>
        <h1>pvlint</h1>
        <nav aria-label="parts">
          <a href="#" aria-current={inCensus ? undefined : "page"}>Findings <b>{report.findings.length}</b></a>
          {report.census && (
            <a href="#census" aria-current={inCensus ? "page" : undefined}>Census <b>{report.census.list.length}</b></a>
          )}
        </nav>
        <span class="about">
          {plural(report.counts.units, "unit")}
          {report.failed.length ? `, ${report.failed.length} not analysed` : ""}
          {report.counts.hidden ? `, ${report.counts.hidden} below the level shown` : ""}
        </span>
        <Theme />
      </header>
      <main>
        {inCensus && report.census
          ? <Census census={report.census} at={hash.slice("census/".length)} />
          : <div class={open ? "split" : ""}>
              <Findings report={report} open={open} />
              {open && <FindingView key={open.fingerprint} finding={open} report={report} />}
            </div>}
      </main>
    </>
  );
}

render(<App />, document.getElementById("app")!);
