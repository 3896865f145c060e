// node browse.mjs PAGE [hostile|suppressed|onlysuppressed|clean|gone]: opens a report in headless Chromium, and reads it. Fails with the first thing
// that is not as it should be; a line on stdout says what was reached. See html.test for what the pages are made of.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

// The packages are in a cache, not beside this file.
const require = createRequire(process.env.PVLINT_NPM + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [file, kind = "whole"] = process.argv.slice(2);
const tree = dirname(file);

const browser = await chromium.launch({ executablePath: process.env.PVLINT_CHROMIUM, args: ["--no-sandbox"] });
const noise = [];

async function open(path, { width = 1280, dark = false, hash = "" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: dark ? "dark" : "light", offline: true });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("console", (m) => noise.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => noise.push(`error: ${e.message}`));
  page.on("request", (r) => r.url().split("#")[0] === `file://${path}` || r.url().startsWith("data:") || noise.push(`request: ${r.url()}`));
  await page.goto(`file://${path}${hash && `#${hash}`}`);
  return page;
}

/** Rules of accessibility, contrast of colours among them. */
async function accessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run());
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], what);
}

/** The page comes to it within a minute, which only a busy machine needs. */
async function becomes(get, expected, what) {
  for (const end = Date.now() + 60_000; ;) {
    try {
      assert.deepEqual(await get(), expected, what);
      return;
    } catch (e) {
      if (Date.now() > end || e.code !== "ERR_ASSERTION") throw e;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

const texts = (page, selector) => page.locator(selector).allInnerTexts();
const rows = (page) => page.locator(".findings tbody tr");
const focused = (page) => page.evaluate(() => {
  const e = document.activeElement;
  const edge = e.querySelector?.(".edge");
  return { text: e.textContent, label: (e.querySelector?.("title") ?? e).textContent, inTable: !!e.closest("tbody"), inMap: !!e.closest(".treemap"),
    isVisible: e.matches(":focus-visible") && (getComputedStyle(e).outlineStyle !== "none" || (edge && getComputedStyle(edge).stroke !== "none")) };
});
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}
/** What has the focus, once that is seen: on a busy machine the style comes later. */
async function focusSeen(page) {
  let now;
  await becomes(async () => (now = await focused(page)).isVisible, true, "focus is seen");
  return now;
}
async function tabTo(page, isThere) {
  for (let i = 0; i < 60; ++i) {
    await page.keyboard.press("Tab");
    if (isThere(await focusSeen(page))) return;
  }
  assert.fail(`tab does not come to ${isThere}`);
}

async function findings() {
  const page = await open(file);
  assert.match(await page.locator("header .about").innerText(), /5 units, 1 not analysed/);
  assert.deepEqual((await texts(page, ".findings tbody .path a")),
    ["kernel/sched/queue.c:11", "mm/slab.c:8", "drivers/tty/port.c:12", "kernel/sched/queue.c:23"], "errors first, then by place");
  await page.locator(".failed summary").click();
  assert.match(await page.locator(".failed li").innerText(), /^broken\.c .*expected/);

  await page.getByRole("button", { name: "place" }).click();
  await becomes(async () => (await texts(page, ".findings tbody .path a"))[0], "drivers/tty/port.c:12");
  await page.getByRole("button", { name: "place" }).click();
  await becomes(async () => (await texts(page, ".findings tbody .path a"))[0], "mm/slab.c:8");
  await becomes(() => page.locator("th.path").getAttribute("aria-sort"), "descending");

  const filter = page.getByRole("searchbox");
  await filter.fill("irqrestore QUEUE_run");
  await becomes(() => texts(page, ".findings tbody .path a"), ["kernel/sched/queue.c:23"], "all words, in any case");
  await filter.fill("nowhere");
  await becomes(() => rows(page).count(), 0);
  await becomes(() => page.locator(".findings .none").innerText(), "Nothing fits the filter.");
  await filter.fill("");
  await page.getByLabel("check", { exact: true }).selectOption("pvops-save-fl-bits");
  await becomes(() => texts(page, ".findings tbody .path a"), ["mm/slab.c:8"]);
  await page.getByLabel("check", { exact: true }).selectOption("");
  await page.getByLabel("folder").selectOption("drivers/tty");
  await becomes(() => texts(page, ".findings tbody .path a"), ["drivers/tty/port.c:12"]);
  await page.getByLabel("folder").selectOption("");
  await page.getByLabel("level").selectOption("error");
  await becomes(() => rows(page).count(), 2);
  await page.getByLabel("level").selectOption("");
  await accessible(page, "the list");
  console.log("list: sorted and filtered");
  await page.context().close();
}

async function finding() {
  const page = await open(file);
  await page.getByRole("link", { name: "drivers/tty/port.c:12" }).click();
  await page.locator(".finding").waitFor();
  // Numbered steps of the way, each under its line, through both files.
  const steps = await texts(page, ".finding .path li");
  assert.equal(steps.length, await page.locator(".finding .step").count());
  assert.match(steps[0], /^1\n*flags saved and interrupts disabled here by spin_lock_irqsave\(\).* drivers\/tty\/port\.c:10$/s);
  assert(steps.some((s) => /interrupts enabled here by spin_unlock_irq\(\).* kernel\/sched\/queue\.c:11/s.test(s)), steps.join());
  assert.match(steps.at(-1), /line 12$/, "the path is there where it changes");
  // The files of the way, and behind them what the fix-it changes in the helper.
  await becomes(() => texts(page, ".finding figcaption"),
    ["drivers/tty/port.c", "kernel/sched/queue.c", "kernel/sched/queue.c:7", "kernel/sched/queue.c:9", "kernel/sched/queue.c:11"]);
  for (const step of await page.locator(".finding .step").all()) {
    const line = await step.evaluate((e) => {
      let l = e.previousElementSibling;
      while (!l.matches(".line")) l = l.previousElementSibling;
      return { number: l.querySelector(".gutter").textContent, text: l.querySelector("code").textContent,
        path: l.closest("figure").querySelector("figcaption").textContent, here: l.querySelector(".here")?.textContent };
    });
    const source = readFileSync(`${tree}/${line.path}`, "utf8").split("\n");
    assert.equal(line.text, source[line.number - 1], "the line of the file");
    assert.match(line.here, /^\w+$/, "the place in the line is marked");
  }
  await becomes(() => page.locator(".finding .walk output").innerText(), `step ${steps.length} of ${steps.length}`);
  await page.getByLabel("previous step").click();
  await becomes(() => page.locator(".step.current .number").innerText(), String(steps.length - 1));
  await page.locator(".finding .path button").first().click();
  await becomes(() => page.locator(".step.current .number").innerText(), "1");
  assert(await page.locator(".step.current").evaluate((e) => {
    const r = e.getBoundingClientRect();
    return r.top >= 0 && r.bottom <= innerHeight;
  }), "the step is scrolled to");

  // What is further away can be unfolded.
  const before = await page.locator(".finding .line").count();
  await page.locator(".fold").first().click();
  await becomes(async () => await page.locator(".finding .line").count() > before, true);
  await accessible(page, "a finding");

  await page.locator(".findings").getByRole("link", { name: "queue.c:23" }).click();
  const text = async (s) => (await texts(page, s)).map((t) => t.trim());
  await becomes(() => text(".diff .minus code"), ["spin_lock_irq(&stats);", "spin_unlock_irq(&stats);"]);
  await becomes(() => text(".diff .plus code"), ["spin_lock(&stats);", "spin_unlock(&stats);"]);
  await page.getByLabel("close").click();
  await becomes(() => page.locator(".finding").count(), 0);
  console.log("finding: steps, source and fix-it");

  // A link to one finding, as it is sent to somebody.
  const hash = (await rows(page).first().locator("a").getAttribute("href")).slice(1);
  const again = await open(file, { hash });
  await becomes(() => again.locator(".finding").count(), 1);
  await page.context().close();
  await again.context().close();
}

/** What interrupts are: beside each line in both functions of the way, and along the steps. */
async function states() {
  const page = await open(file);
  await page.getByRole("link", { name: "drivers/tty/port.c:12" }).click();
  await page.locator(".finding").waitFor();
  const marks = () => page.locator(".finding > figure .line:has(.irqs i)").evaluateAll((lines) => lines.map((l) =>
    [l.querySelector(".gutter").textContent, l.querySelector(".irqs .letters").textContent, l.querySelector(".irqs i").className].join(" ")));
  const all = await marks();
  for (const want of ["10 D irqs-disabled", "11 E irqs-enabled", "12  irqs-enabled", "9 D irqs-disabled", "10  irqs-disabled", "11 E irqs-enabled"])
    assert(all.includes(want), `${want}: ${all.join(", ")}`);
  await becomes(() => texts(page, ".strip span"), ["1–2 disabled", "3–5 enabled"]);
  await page.locator(".strip button").first().click();
  await becomes(() => page.locator(".step.current .number").innerText(), "1");
  assert.match(await page.locator(".irqs-legend").innerText(), /C as the caller of the function had them\s+D disabled\s+E enabled/);
  // Not by colour alone, and on paper too.
  const looks = await page.locator(".irqs-legend i").evaluateAll((marks) => marks.map((m) => {
    const s = getComputedStyle(m);
    return [s.backgroundImage !== "none", s.boxShadow !== "none", s.printColorAdjust].join(" ");
  }));
  assert.deepEqual(looks, ["false true exact", "false false exact", "true false exact"]);
  await page.context().close();
  // With little room a row still says where and what.
  const narrow = await open(file, { width: 360 });
  const row = await rows(narrow).first().innerText();
  assert.match(row, /queue\.c:11\s+drain\s+spin_unlock_irq\(\)/);
  await narrow.context().close();
  console.log("states: in the margin and along the steps");
}

async function census() {
  const page = await open(file);
  await page.getByRole("link", { name: /^Census/ }).click();
  const names = async () => (await page.locator(".treemap a").locator("title").evaluateAll((all) => all.map((t) => t.textContent.split(":")[0]))).sort();
  await becomes(names, ["drivers/tty", "kernel", "mm"]);
  await becomes(async () => (await texts(page, ".bars tbody td:first-child")).sort(), ["drivers/tty", "kernel", "mm"]);
  await becomes(async () => (await texts(page, ".legend b")).map(Number), [2, 1, 0, 1]);
  await accessible(page, "the census");

  // By the map to the files of a folder, by the table to the sites of one.
  await page.locator(".treemap a[href='#census/mm']").click();
  await becomes(names, ["mm/pool.c", "mm/slab.c"]);
  await becomes(() => page.locator(".sites tbody tr").count(), 2);
  await page.locator(".bars").getByRole("link", { name: "mm/slab.c" }).click();
  await becomes(async () => (await texts(page, ".sites tbody td")).slice(0, 5), ["unknown", "mm/slab.c:13", "slab_put", "local_irq_restore", "no-caller"]);
  await page.locator(".unfold").click();
  assert.match(await page.locator(".excerpt .line.marked code").innerText(), /^\s*local_irq_restore\(flags\);$/);
  await page.locator(".crumbs").getByRole("link", { name: "mm" }).click();
  await page.locator(".crumbs").getByRole("link", { name: "all" }).click();
  await becomes(names, ["drivers/tty", "kernel", "mm"]);

  // One verdict alone, all over the program, and from a site to what is wrong there.
  await page.locator(".legend").getByRole("link", { name: "needs" }).click();
  await becomes(names, ["drivers/tty", "kernel"]);
  await becomes(() => page.locator(".sites tbody tr").count(), 2);
  await page.locator(".sites").getByRole("link", { name: "warning" }).first().click();
  await becomes(() => page.locator(".finding .title code").innerText(), "drivers/tty/port.c:12");
  console.log("census: from the whole to a site, and to its finding");
  await page.context().close();
}

async function keyboard() {
  const page = await open(file);
  await press(page, "/");
  await page.keyboard.type("tty");
  await press(page, "ArrowDown");
  await becomes(async () => /^drivers\/tty\/port\.c:12/.test((await focused(page)).text), true);
  await press(page, "/", "Escape");
  await becomes(() => rows(page).count(), 4, "the filter is empty again");
  await press(page, "j", "j");
  await becomes(async () => /^mm\/slab\.c:8/.test((await focused(page)).text), true);
  await press(page, "k", "ArrowDown", "ArrowDown");
  await becomes(async () => /^drivers\/tty/.test((await focused(page)).text), true);
  await press(page, "Enter");
  await page.locator(".finding").waitFor();
  const last = await page.locator(".finding .step").count();
  await press(page, "ArrowLeft", "p");
  await becomes(() => page.locator(".step.current .number").innerText(), String(last - 2));
  await press(page, "ArrowRight", "n");
  await becomes(() => page.locator(".step.current .number").innerText(), String(last));
  await press(page, "j");
  await becomes(() => page.locator(".finding .title code").innerText(), "kernel/sched/queue.c:23", "the next finding");
  await press(page, "Escape");
  await becomes(() => page.locator(".finding").count(), 0);
  await becomes(async () => /^kernel\/sched\/queue\.c:23/.test((await focused(page)).text), true, "the reader is where they were");

  await page.reload();
  await tabTo(page, (at) => at.text.startsWith("Census"));
  await press(page, "Enter");
  // Following a link takes the focus away, which must not come after the next key.
  await page.locator(".treemap a").first().waitFor();
  await tabTo(page, (at) => at.inMap);
  const first = (await focused(page)).label;
  let moved = false;
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    await press(page, key);
    const now = await focusSeen(page);
    assert(now.inMap);
    moved ||= now.label !== first;
  }
  assert(moved, "arrows go about the map");
  for (let i = 0; i < 4 && !(await focused(page)).label.startsWith("mm:"); ++i) await press(page, ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"][i]);
  await becomes(async () => /^mm:/.test((await focused(page)).label), true);
  await press(page, "Enter");
  await page.locator(".sites").waitFor();
  await press(page, "Escape");
  await page.locator(".crumbs b").first().waitFor();
  await becomes(() => page.locator(".sites").count(), 0);
  console.log("keyboard: all of it");
  await page.context().close();
}

async function colours() {
  const back = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number));
  const page = await open(file, { dark: true });
  assert(Math.max(...await back(page)) < 60, "dark as the system is");
  for (const hash of ["", (await rows(page).first().locator("a").getAttribute("href")).slice(1), "census", "census/mm"]) {
    await page.evaluate((h) => { location.hash = h; }, hash);
    await accessible(page, `dark: ${hash}`);
  }
  await page.getByRole("button", { name: "light colours" }).click();
  await becomes(async () => Math.min(...await back(page)) > 200, true, "and light on demand");
  await page.context().close();
  for (const hash of ["", "census", "census/mm"]) {
    const narrow = await open(file, { width: 360, hash });
    assert.equal(await narrow.evaluate(() => document.documentElement.scrollWidth), 360, `narrow: ${hash}`);
    if (!hash) {
      await narrow.locator(".findings tbody a").first().click();
      await narrow.locator(".finding").waitFor();
      assert(!await narrow.locator(".findings").isVisible(), "one thing at a time");
      assert.equal(await narrow.evaluate(() => document.documentElement.scrollWidth), 360, "narrow: a finding");
    }
    await narrow.context().close();
  }
  console.log("colours and widths");
}

/** The same report, as large as a whole kernel's at audit level is, and larger. */
async function large() {
  const html = readFileSync(file, "utf8");
  const data = /(id="data">)(.*?)(<\/script>)/s;
  const report = JSON.parse(data.exec(html)[2]);
  const many = (list, n, change) => Array.from({ length: n }, (_, i) => change(list[i % list.length], i));
  report.findings = many(report.findings, 5000, (f, i) => ({ ...f, path: `drivers/d${i % 90}/f${i % 700}.c`,
    fingerprint: i.toString(16).padStart(32, "0"), cause: i.toString(16).padStart(32, "0") }));
  report.census.list = many(report.census.list, 20000, (s, i) => ({ ...s, file: `drivers/d${i % 90}/f${i % 700}.c`, line: i + 1 }));
  const path = `${tree}/large.html`;
  writeFileSync(path, html.replace(data, (_, a, __, c) => a + JSON.stringify(report).replaceAll("<", "\\u003c") + c));
  // A quadratic step would not end within the page's timeout.
  const step = async (what, act) => {
    const result = await act();
    console.log(`large: ${what}`);
    return result;
  };
  const page = await step("opens", async () => {
    const p = await open(path);
    await rows(p).first().waitFor();
    return p;
  });
  await becomes(() => rows(page).count(), 200, "a page of them");
  await step("filters", async () => {
    await page.getByRole("searchbox").fill("d17/");
    await page.getByText("55 of 5,000").or(page.getByText("56 of 5,000")).waitFor();
  });
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: /4,800 more/ }).click();
  await becomes(() => rows(page).count(), 400);
  await step("shows the census", async () => {
    await page.getByRole("link", { name: /^Census/ }).click();
    await page.locator(".treemap a").nth(89).waitFor({ state: "attached" });
  });
  await step("shows all sites of a verdict", async () => {
    await page.locator(".legend").getByRole("link", { name: "needs" }).click();
    await page.locator(".sites tbody tr").nth(499).waitFor();
  });
  await page.context().close();
}

const kinds = {
  whole: [findings, finding, states, census, keyboard, colours, large],
  // Names and code of others are shown as they are, and do nothing.
  hostile: [async () => {
    const page = await open(file);
    await becomes(() => rows(page).count(), 1, "known findings are behind a filter");
    await page.locator(".findings tbody a").click();
    await page.locator(".finding").waitFor();
    assert.equal(await page.title(), "pvlint report");
    const code = (await texts(page, ".finding .line code")).join("\n");
    const script = readFileSync(`${tree}/hostile.c`, "utf8").split("\n").find((l) => l.includes("</script>"));
    assert(code.includes(script) && code.includes("@PVLINT_DATA@"), code);
    // The column counts bytes, the line has others.
    assert((await texts(page, ".line .here")).includes("spin_unlock_irq"));
    await page.getByLabel("only new").uncheck();
    await becomes(() => rows(page).count(), 2);
    await becomes(() => page.locator(".findings .new").count(), 1);
    await page.getByLabel("close").click();
    await page.locator("footer summary").click();
    assert.match(await page.locator("footer pre").innerText(), /d3-hierarchy \S+ \(ISC\)[^]*preact \S+ \(MIT\)/);
  }],
  suppressed: [async () => {
    const page = await open(file);
    assert.match(await page.locator("header .about").innerText(), /1 unit, 2 suppressed/);
    await becomes(() => texts(page, ".findings tbody .path a"), ["quiet.c:28"], "hidden at first");
    await becomes(() => page.locator(".filters output").innerText(), "1 of 1");
    await page.getByLabel("suppressed").check();
    await becomes(() => texts(page, ".findings tbody .path a"), ["quiet.c:10", "quiet.c:19", "quiet.c:28"]);
    await becomes(() => page.locator(".filters output").innerText(), "3 of 3");
    await becomes(() => texts(page, ".findings .excuse"),
      ["suppressed by a comment: <b>everybody</b> has them on", "suppressed by a rule: the firmware does it"]);
    await accessible(page, "suppressed ones in the list");
    await page.getByRole("searchbox").fill("rule firmware");
    await becomes(() => texts(page, ".findings tbody .path a"), ["quiet.c:19"], "found by the reason");
    await page.getByRole("searchbox").fill("");
    await page.getByRole("link", { name: "quiet.c:10" }).click();
    await becomes(() => page.locator(".finding .excuse").innerText(), "suppressed by a comment: <b>everybody</b> has them on");
    const code = (await texts(page, ".finding .line.marked code")).map((t) => t.trim());
    assert.deepEqual(code, ["spin_lock_irqsave(lock, flags);", "local_irq_enable();", "spin_unlock_irqrestore(lock, flags);"], "its source is there");
    await accessible(page, "a suppressed finding");
    const hash = (await page.evaluate(() => location.hash)).slice(1);
    await page.getByLabel("close").click();
    await page.getByLabel("suppressed").uncheck();
    await becomes(() => rows(page).count(), 1, "hidden again");
    // A link to it, in a page just opened and in one that is open.
    const again = await open(file, { hash });
    await becomes(() => again.locator(".finding .title code").innerText(), "quiet.c:10");
    await becomes(() => rows(again).count(), 3);
    await page.evaluate((h) => { location.hash = h; }, hash);
    await becomes(() => rows(page).count(), 3);
    await page.context().close();
    await again.context().close();
    const dark = await open(file, { dark: true, hash });
    await accessible(dark, "dark: a suppressed finding");
    await dark.context().close();
  }],
  onlysuppressed: [async () => {
    const page = await open(file);
    await becomes(() => page.locator(".findings .none").innerText(), "No findings.");
    await page.getByLabel("suppressed").check();
    await becomes(() => rows(page).count(), 3);
    await becomes(() => page.locator(".findings .none").count(), 0);
    await page.context().close();
  }],
  clean: [async () => {
    const page = await open(file);
    await becomes(() => page.locator(".findings .none").innerText(), "No findings.");
    await becomes(() => page.getByRole("link", { name: /^Census/ }).count(), 0, "no program, no census");
    await accessible(page, "nothing");
  }],
  gone: [async () => {
    const page = await open(file);
    await page.locator(".findings tbody a").first().click();
    await page.locator(".finding").waitFor();
    assert.match(await page.locator(".finding .none").first().innerText(), /source was not there/);
    assert(await page.locator(".finding .step").count() > 1, "steps are there all the same");
  }],
};
try {
  for (const look of kinds[kind]) await look();
  assert.deepEqual(noise, [], "no complaint, no request");
} finally {
  await browser.close();
}
