// node validate.mjs SCHEMA REPORT: fails, and says where, when REPORT is not as SCHEMA wants it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The packages are in a cache, not beside this file.
const require = createRequire(process.env.PVLINT_NPM + "/");
const Ajv = require("ajv/dist/2020").default;
const [schema, report] = process.argv.slice(2).map((f) => JSON.parse(readFileSync(f, "utf8")));
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
if (!validate(report)) {
  for (const e of validate.errors) console.error(`${e.instancePath}: ${e.message}`);
  process.exit(1);
}
