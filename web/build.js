// Makes dist/index.html. The page is opened from a disk, where a browser loads no module: everything is part of it.
import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const { outputFiles, metafile } = await build({
  entryPoints: ["src/main.tsx"],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outdir: "dist",
  target: "es2022",
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
});

/** What others' licenses want to be said, of each package that became a part. */
function notices() {
  const packages = new Set(Object.keys(metafile.inputs).flatMap((f) => f.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
  return [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
    if (!file || !existsSync(`${folder}/${file}`)) throw new Error(`${name} comes without its license`);
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}`;
  }).join("\n\n----\n\n");
}

const text = (end) => outputFiles.find((f) => f.path.endsWith(end)).text;
const page = readFileSync("index.html", "utf8")
  .replace("<!-- style -->", () => `<style>\n${text(".css")}</style>`)
  .replace("<!-- licenses -->", () => notices().replaceAll("<", "&lt;"))
  .replace("<!-- script -->", () => `<script>\n${text(".js").replaceAll("</script", "<\\/script")}</script>`);
mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.html", page);
