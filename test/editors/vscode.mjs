// Drives VS Code in a browser and prints what a user would see, as JSON:
//
//   node vscode.mjs URL FILE LINE COLUMN SETTINGS SCREENSHOTS
//
// FILE is in the folder that URL opens. At LINE and COLUMN, which count from 1 and in UTF-16 units, is a finding with
// a fix-it. SETTINGS is the folder's file of settings. Playwright is taken from $PVLINT_NPM, and drives $PVLINT_CHROMIUM.
import { createRequire } from "node:module";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const [url, file, line, column, settings, screenshots] = process.argv.slice(2);
const { chromium } = createRequire(`${process.env.PVLINT_NPM}/`)("playwright-core");

const seen = {};
const browser = await chromium.launch({ executablePath: process.env.PVLINT_CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
page.setDefaultTimeout(90000);
const look = (name) => page.screenshot({ path: `${screenshots}/${name}.png` });

/** Text in the editor has spaces that do not break. */
const plain = (text) => text.replaceAll("\u00a0", " ").replaceAll("\u200b", "").trim();
const texts = async (selector) => (await page.locator(selector).allInnerTexts()).map(plain);
const squiggles = ".squiggly-error, .squiggly-warning";

const marked = (count) => page.waitForFunction(
  ([selector, count]) => document.querySelectorAll(selector).length === count, [squiggles, count]);

/** Of what a list offers for a text, takes what says `offer`. Until the list has caught up it offers something else. */
async function choose(key, text, offer = text.replace(/^>/, "")) {
  await page.keyboard.press(key);
  await page.locator(".quick-input-widget input").first().fill(text);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: offer }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** The folder's settings: the editor watches the folder, but in a browser not the user's own file. */
function set(value) {
  writeFileSync(settings, JSON.stringify(value));
}

/** Processes of the servers that this editor has started; its home is its own. */
function servers() {
  const read = (pid, file) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0");
    } catch {
      return []; // has ended, or is another's
    }
  };
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && read(pid, "cmdline")[1] === "lsp" &&
    read(pid, "environ").includes(`HOME=${process.env.HOME}`));
}

try {
  await page.goto(url);
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  await choose("Control+P", file);
  await page.locator(squiggles).first().waitFor({ state: "attached" });
  seen.squiggles = await page.locator(squiggles).count();
  await look("squiggle");

  // The running server is told of a setting.
  set({ "pvlint.checks": "-pvops-*" });
  await marked(0);
  set({});
  await marked(seen.squiggles);

  // So it is of what lies beside the file.
  const rules = `${new URL(url).searchParams.get("folder")}/.pvlint.yaml`;
  writeFileSync(rules, 'version: 1\nrules:\n  - paths: "*"\n    checks: -pvops-*\n');
  await marked(0);
  rmSync(rules);
  await marked(seen.squiggles);

  await choose("F1", ">Problems: Focus on Problems View");
  await page.locator(".markers-panel-container .monaco-list-row").nth(1).waitFor();
  // Opens each finding, so that its steps are in the list.
  await page.keyboard.press("Home");
  await page.keyboard.press("Control+a");
  for (let i = 0; i <= seen.squiggles; ++i) {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
  }
  seen.problems = (await texts(".markers-panel-container .monaco-list-row")).join("\n");
  await look("problems");

  await choose("F1", ">View: Focus Active Editor Group");
  await choose("Control+G", `:${line}:${column}`, `line ${line}`);
  await choose("F1", ">Show or Focus Hover");
  await page.locator(".monaco-hover .hover-contents").nth(1).waitFor();
  seen.hover = (await texts(".monaco-hover .hover-contents")).join("\n");
  await look("hover");
  await page.keyboard.press("Escape");

  await choose("F1", ">Quick Fix...");
  await page.locator(".action-widget .monaco-list-row.action").first().waitFor();
  seen.actions = await texts(".action-widget .monaco-list-row.action");
  await look("actions");
  await page.keyboard.press("Enter");
  await page.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length < count,
    [squiggles, seen.squiggles]);
  seen.left = await page.locator(squiggles).count();
  await page.keyboard.press("Control+S");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
  await look("fixed");

  const [old] = servers();
  await choose("F1", ">pvlint: Restart the Server");
  for (let now = []; now.length !== 1 || now[0] === old; now = servers()) await page.waitForTimeout(100);
  await marked(seen.left);

  // Behind the braces beside the language.
  await page.locator("#status\\.languageStatus").first().hover();
  await page.locator(".hover-language-status").first().waitFor();
  seen.status = (await texts(".hover-language-status")).join("\n");
  await look("status");
} catch (error) {
  seen.error = String(error);
  await look("error");
}
console.log(JSON.stringify(seen, null, 1));
await browser.close();
