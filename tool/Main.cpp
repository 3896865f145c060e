//===- Main.cpp - the pvlint command --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>

using llvm::StringRef;

namespace pvlint::tool {

ExitStatus fail(const llvm::Twine &Message) {
  llvm::errs() << "pvlint: error: " << Message << '\n';
  return Failed;
}

ExitStatus fail(llvm::Error E) {
  std::string Message = llvm::toString(std::move(E));
  // Those about a place in a file are complete.
  if (!StringRef(Message).contains(": error: "))
    return fail(StringRef(Message));
  llvm::errs() << StringRef(Message).rtrim() << '\n';
  return Failed;
}

static ExitStatus print(StringRef Text) {
  llvm::outs() << Text;
  return Clean;
}

static ExitStatus unknownSubcommand(StringRef Name) {
  StringRef Near =
      nearest(Name, {"check", "run", "link", "census", "query", "contract",
                     "explain", "kbuild", "cc", "lsp", "solve", "help"});
  if (!Near.empty())
    return fail("unknown subcommand '" + Name + "' (did you mean '" + Near +
                "'?)");
  return fail("unknown subcommand '" + Name + "' (see 'pvlint --help')");
}

static ExitStatus help(llvm::ArrayRef<const char *> Args) {
  StringRef Name = Args.empty() ? "" : Args.front();
  StringRef Text = usage(Name);
  return Text.empty() ? unknownSubcommand(Name) : print(Text);
}

static ExitStatus pluginPath(llvm::ArrayRef<const char *> Args) {
  StringRef Version;
  bool ClangTidy = false;
  for (; !Args.empty(); Args = Args.drop_front()) {
    StringRef Arg = Args.front();
    if (Arg == "--tidy") {
      ClangTidy = true;
    } else if (Arg.consume_front("--llvm=")) {
      Version = Arg;
    } else if (Arg == "--llvm" && Args.size() > 1) {
      Args = Args.drop_front();
      Version = Args.front();
    } else {
      return fail("usage: pvlint --plugin-path [--tidy] [--llvm N]");
    }
  }
  return printPluginPath(Version, ClangTidy);
}

static ExitStatus run(llvm::ArrayRef<const char *> Args) {
  if (Args.empty()) {
    llvm::errs() << usage("");
    return Failed;
  }
  const StringRef Name = Args.front();
  Args = Args.drop_front();
  if (Name == "help")
    return help(Args);
  if (Name == "--help" || Name == "-h")
    return help({});
  if (Name == "--version")
    return print("pvlint " PVLINT_VERSION " (LLVM " LLVM_VERSION_STRING ")\n");
  if (Name == "--list-checks")
    return listChecks();
  if (Name == "--plugin-path")
    return pluginPath(Args);
  auto Sub = llvm::StringSwitch<std::optional<Subcommand>>(Name)
                 .Case("check", Subcommand::Check)
                 .Case("kbuild", Subcommand::Kbuild)
                 .Case("solve", Subcommand::Solve)
                 .Case("run", Subcommand::Run)
                 .Case("link", Subcommand::Link)
                 .Case("query", Subcommand::Query)
                 .Case("census", Subcommand::Census)
                 .Case("contract", Subcommand::Contract)
                 .Case("explain", Subcommand::Explain)
                 .Case("lsp", Subcommand::Lsp)
                 .Case("cc", Subcommand::Cc)
                 .Default(std::nullopt);
  if (!Sub)
    return Name.starts_with("-")
               ? fail("unknown option '" + Name + "' (see 'pvlint --help')")
               : unknownSubcommand(Name);
  auto O = parseOptions(*Sub, Args);
  if (!O)
    return fail(O.takeError());
  if (O->Help)
    return print(usage(Name));
  switch (*Sub) {
  case Subcommand::Check:
    return runCheck(*O);
  case Subcommand::Kbuild:
    return runKbuild(*O);
  case Subcommand::Solve:
    return runSolve(*O);
  case Subcommand::Run:
    return runRun(*O);
  case Subcommand::Link:
    return runLink(*O);
  case Subcommand::Query:
    return runQuery(*O);
  case Subcommand::Census:
    return runCensus(*O);
  case Subcommand::Contract:
    return runContract(*O);
  case Subcommand::Explain:
    return runExplain(*O);
  case Subcommand::Lsp:
    return runLsp(*O);
  case Subcommand::Cc:
    return runCc(*O);
  }
  return Failed;
}

} // namespace pvlint::tool

int main(int argc, char **argv) {
  // A closed pipe is an error to report, not a reason to die.
  std::signal(SIGPIPE, SIG_IGN);
  llvm::SmallVector<const char *, 16> Args(argv + 1, argv + argc);
  return pvlint::tool::finishOutput(pvlint::tool::run(Args));
}
