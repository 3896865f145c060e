// What the settings say: the command line of the server, and what it is told when it has started.

import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { workspace } from "vscode";

export interface Settings {
  /** The program, if it was found. */
  command: string | undefined;
  /** What the user wrote. */
  path: string;
  arguments: string[];
  /** The server takes changes of these while it runs. */
  options: { level: string; checks: string; inlayHints: boolean; stateMarks: boolean };
}

/** A change of these starts the server again. The editor asks for inlay hints of its own accord only. */
export const startsAnew = ["path", "compileCommands", "contracts", "arguments", "inlayHints", "stateMarks"].map(
  (name) => `pvlint.${name}`,
);

function folder(): string | undefined {
  return workspace.workspaceFolders?.[0]?.uri.fsPath;
}

/** People write these, and there is no shell to replace them. */
function expand(path: string): string {
  return path
    .replaceAll("${workspaceFolder}", folder() ?? "")
    .replace(/^~(?=\/|$)/, process.env.HOME ?? "~");
}

function find(path: string): string | undefined {
  if (path.includes("/")) {
    const whole = isAbsolute(path) ? path : join(folder() ?? "", path);
    return existsSync(whole) ? whole : undefined;
  }
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((place) => join(place, path))
    .find((program) => existsSync(program));
}

export function read(): Settings {
  const settings = workspace.getConfiguration("pvlint");
  const path = settings.get("path", "").trim() || "pvlint";
  const build = settings.get("compileCommands", "").trim();
  return {
    command: find(expand(path)),
    path,
    arguments: [
      "lsp",
      ...(build ? ["-p", expand(build)] : []),
      ...settings.get<string[]>("contracts", []).flatMap((file) => ["--contract", expand(file)]),
      ...settings.get<string[]>("arguments", []),
    ],
    options: {
      level: settings.get("level", "warning"),
      checks: settings.get("checks", ""),
      inlayHints: settings.get("inlayHints", false),
      stateMarks: settings.get("stateMarks", false),
    },
  };
}
