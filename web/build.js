// Makes dist/index.html. The page is opened from a disk, where a browser loads no module: everything is part of it.
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const { outputFiles } = await build({
  entryPoints: ["src/main.tsx"],
  bundle: true,
  minify: true,
  write: false,
  outdir: "dist",
  target: "es2022",
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
});
const text = (end) => outputFiles.find((f) => f.path.endsWith(end)).text;
const page = readFileSync("index.html", "utf8")
  .replace("<!-- style -->", () => `<style>\n${text(".css")}</style>`)
  .replace("<!-- script -->", () => `<script>\n${text(".js").replaceAll("</script", "<\\/script")}</script>`);
mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.html", page);
