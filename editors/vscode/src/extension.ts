// Starts `pvlint lsp` and says how it is. All else is between the editor and the server.

import {
  commands,
  ExtensionContext,
  FileSystemWatcher,
  languages,
  LanguageStatusItem,
  LanguageStatusSeverity,
  OutputChannel,
  window,
  workspace,
} from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import { read, startsAnew } from "./settings";

const selector = [{ scheme: "file", language: "c" }];

let client: LanguageClient | undefined;
let output: OutputChannel;
let status: LanguageStatusItem;
/** What findings hang on besides the open files. Headers are no C to the editor, so it does not tell when they are saved. */
let around: FileSystemWatcher;
/** Starts and stops, one after the other. */
let queue: Promise<void> = Promise.resolve();

function say(text: string, detail = "", severity = LanguageStatusSeverity.Information): void {
  status.text = text;
  status.detail = detail;
  status.severity = severity;
  status.busy = false;
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  // A server that does not answer is ended; that is not worth a message.
  await old?.dispose().catch(() => undefined);
}

async function notFound(path: string): Promise<void> {
  say("pvlint: not found", path, LanguageStatusSeverity.Error);
  const choice = await window.showErrorMessage(
    `pvlint: there is no program '${path}'. Install pvlint, or set 'pvlint.path'.`,
    "Open Settings",
  );
  if (choice) await commands.executeCommand("workbench.action.openSettings", "pvlint.path");
}

async function start(): Promise<void> {
  await stop();
  const settings = read();
  if (!settings.command) {
    void notFound(settings.path);
    return;
  }
  const { command } = settings;
  const started = new LanguageClient(
    "pvlint",
    "pvlint",
    { command, args: settings.arguments },
    {
      documentSelector: selector,
      outputChannel: output,
      initializationOptions: settings.options,
      synchronize: { configurationSection: "pvlint", fileEvents: around },
      middleware: {
        provideInlayHints: (document, range, token, next) =>
          settings.options.inlayHints || settings.options.stateMarks ? next(document, range, token) : [],
      },
    },
  );
  client = started;
  started.onDidChangeState(({ newState }) => {
    if (client !== started) return;
    const version = started.initializeResult?.serverInfo?.version;
    if (newState === State.Running) say(`pvlint${version ? ` ${version}` : ""}`, command);
    if (newState === State.Stopped) say("pvlint: stopped", command, LanguageStatusSeverity.Warning);
    if (newState === State.Starting) status.busy = true;
  });
  try {
    await started.start();
  } catch (error) {
    say("pvlint: does not start", String(error), LanguageStatusSeverity.Error);
  }
}

function restart(): Promise<void> {
  queue = queue.then(start);
  return queue;
}

export async function activate(context: ExtensionContext): Promise<void> {
  output = window.createOutputChannel("pvlint");
  status = languages.createLanguageStatusItem("pvlint", selector);
  status.name = "pvlint";
  status.command = { title: "Restart", command: "pvlint.restart" };
  around = workspace.createFileSystemWatcher("**/{*.h,.pvlint.yaml,compile_commands.json}");
  say("pvlint: starting");
  context.subscriptions.push(
    output,
    status,
    around,
    commands.registerCommand("pvlint.restart", restart),
    commands.registerCommand("pvlint.showOutput", () => output.show()),
    workspace.onDidChangeConfiguration((change) => {
      if (startsAnew.some((name) => change.affectsConfiguration(name))) void restart();
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await queue;
  await stop();
}
