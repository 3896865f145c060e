//===- Main.cpp - the pvlint command --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Subcommands.h"
#include "ir/Mistake.h"
#include "ir/Notes.h"
#include "session/Crash.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using llvm::StringRef;

namespace pvlint::tool {

ExitStatus fail(const llvm::Twine &Message) {
  flow::notes() << "pvlint: error: " << Message << '\n';
  return output::Failed;
}

ExitStatus fail(llvm::Error E) {
  if (!E.isA<flow::Mistakes>())
    return fail(llvm::Twine(llvm::toString(std::move(E))));
  flow::notes() << llvm::toString(std::move(E)) << '\n';
  return output::Failed;
}

/// If a standard stream is closed, the next file that is opened would get its
/// number, and messages. Writing to the placeholder fails, which is reported.
static void fillStandardStreams() {
  for (int Fd = STDIN_FILENO; Fd <= STDERR_FILENO; ++Fd)
    if (::fcntl(Fd, F_GETFD) < 0)
      (void)::open("/dev/null", O_RDONLY); // takes the lowest number
}

/// Flushes stdout; Failed if it could not be written.
static ExitStatus finishOutput(ExitStatus Status) {
  // There is nowhere left to report it.
  llvm::errs().clear_error();
  llvm::raw_fd_ostream &OS = llvm::outs();
  OS.flush();
  if (OS.has_error()) {
    flow::notes() << "pvlint: error: cannot write to stdout: "
                  << OS.error().message() << '\n';
    llvm::errs().clear_error();
    OS.clear_error();
    return output::Failed;
  }
  return Status;
}

static ExitStatus print(StringRef Text) {
  llvm::outs() << Text;
  return output::Clean;
}

static ExitStatus unknownSubcommand(StringRef Name) {
  llvm::SmallVector<StringRef, 16> Names;
  for (const SubcommandRow &Row : subcommands())
    Names.push_back(Row.Name);
  StringRef Near = nearest(Name, Names);
  if (!Near.empty())
    return fail("unknown subcommand '" + Name + "' (did you mean '" + Near +
                "'?)");
  return fail("unknown subcommand '" + Name + "' (see 'pvlint --help')");
}

static ExitStatus help(llvm::ArrayRef<const char *> Args) {
  StringRef Name = Args.empty() ? "" : Args.front();
  if (Name.empty())
    return print(mainUsage());
  const SubcommandRow *Sub = findSubcommand(Name);
  const std::string Text = Sub ? Sub->usage() : "";
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

static ExitStatus run(const llvm::ArrayRef<const char *> All) {
  llvm::ArrayRef<const char *> Args = All;
  if (Args.empty()) {
    llvm::errs() << mainUsage();
    return output::Failed;
  }
  const StringRef Name = Args.front();
  Args = Args.drop_front();
  if (Name == "--help" || Name == "-h")
    return help({});
  if (Name == "--version")
    return print("pvlint " PVLINT_VERSION " (LLVM " LLVM_VERSION_STRING ")\n");
  if (Name == "--list-checks")
    return listChecks();
  if (Name == "--plugin-path")
    return pluginPath(Args);
  const SubcommandRow *Sub = findSubcommand(Name);
  // CHECK=pvlint of make C=1, which gives sparse's flags first.
  if (!Sub && Name.starts_with("-D")) {
    Sub = findSubcommand("kbuild");
    Args = All;
  }
  if (!Sub)
    return Name.starts_with("-")
               ? fail("unknown option '" + Name + "' (see 'pvlint --help')")
               : unknownSubcommand(Name);
  if (Sub->Is == Subcommand::Help)
    return help(Args);
  auto O = parseOptions(Sub->Is, Args);
  if (!O)
    return fail(O.takeError());
  return O->Help ? print(Sub->usage()) : Sub->Run(*O);
}

} // namespace pvlint::tool

/// What a process starts with is its parent's: one that does not wait for its
/// children, or holds back signals.
static void takeSignals() {
  std::signal(SIGCHLD, SIG_DFL);
  sigset_t None;
  ::sigemptyset(&None);
  ::sigprocmask(SIG_SETMASK, &None, nullptr);
}

int main(int argc, char **argv) {
  takeSignals();
  // A closed pipe is an error to report, not a fatal signal.
  std::signal(SIGPIPE, SIG_IGN);
  // Likewise a limit of file sizes.
  std::signal(SIGXFSZ, SIG_IGN);
  pvlint::tool::fillStandardStreams();
  pvlint::session::watchForCrashes();
  llvm::SmallVector<const char *, 16> Args(argv + 1, argv + argc);
  return pvlint::tool::finishOutput(pvlint::tool::run(Args));
}
