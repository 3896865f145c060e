//===- Invocation.cpp - a job for Clang's frontend ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Invocation.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Tooling/Tooling.h"

using namespace clang;

namespace pvlint::session {
namespace {

/// The first error of the driver, and the words quoted in it.
class DriverErrors : public DiagnosticConsumer {
public:
  std::string First;
  std::vector<std::string> Quoted;

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !First.empty())
      return;
    llvm::SmallString<100> Text;
    Info.FormatDiagnostic(Text);
    First = Text.str().str();
    for (unsigned I = 0; I != Info.getNumArgs(); ++I) {
      if (Info.getArgKind(I) == DiagnosticsEngine::ak_std_string)
        Quoted.push_back(Info.getArgStdStr(I));
      else if (Info.getArgKind(I) == DiagnosticsEngine::ak_c_string)
        Quoted.push_back(Info.getArgCStr(I));
    }
  }
};

} // namespace

static std::vector<std::string> commandLine(const Job &J,
                                            const CompileFlags &Flags) {
  std::vector<std::string> Args = {PVLINT_CLANG};
  Flags.appendTo(Args);
  if (!J.Driver.empty())
    tooling::addTargetAndModeForProgramName(Args, J.Driver);
  Args.insert(Args.end(),
              {"-resource-dir=" PVLINT_RESOURCE_DIR, "-Qunused-arguments", "-w",
               "-Wno-error", "-fsyntax-only", "--", J.File});
  return Args;
}

/// The frontend runs no output action here, but its options could still ask
/// for side files.
static void stripOutputs(CompilerInvocation &CI) {
  CI.getDependencyOutputOpts() = {};
  CI.getDiagnosticOpts().DiagnosticLogFile.clear();
  CI.getDiagnosticOpts().DiagnosticSerializationFile.clear();
  CI.getDiagnosticOpts().VerifyDiagnostics = false;
  FrontendOptions &F = CI.getFrontendOpts();
  F.ProgramAction = frontend::ParseSyntaxOnly;
  F.OutputFile.clear();
  F.StatsFile.clear();
  F.TimeTracePath.clear();
  F.ShowStats = false;
  F.Plugins.clear();
  F.AddPluginActions.clear();
  F.LLVMArgs.clear();
}

std::unique_ptr<CompilerInvocation>
makeInvocation(const Job &J,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS,
               std::string &Error) {
  CompileFlags Flags = J.Flags;
  constexpr unsigned MaxRefused = 64;
  for (unsigned Try = 0; Try <= MaxRefused; ++Try) {
    std::vector<std::string> Args = commandLine(J, Flags);
    std::vector<const char *> Pointers;
    for (const std::string &Arg : Args)
      Pointers.push_back(Arg.c_str());
    DriverErrors Errors;
    DiagnosticOptions DiagOpts;
    CreateInvocationOptions Options;
    Options.Diags = CompilerInstance::createDiagnostics(
        *VFS, DiagOpts, &Errors, /*ShouldOwnClient=*/false);
    Options.VFS = VFS;
    auto Invocation = createInvocation(Pointers, Options);
    if (Invocation && Errors.First.empty()) {
      stripOutputs(*Invocation);
      Error.clear();
      return Invocation;
    }
    Error = Errors.First.empty() ? "Clang's driver makes no sense of its flags"
                                 : Errors.First;
    if (!Flags.removeOffender(Errors.Quoted))
      break;
  }
  return nullptr;
}

} // namespace pvlint::session
