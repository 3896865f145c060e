//===- Invocation.cpp - a job for Clang's frontend ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Invocation.h"
#include "session/ClangCompat.h"
#include "session/Compiler.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"

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
    // Some name the flag in their own words: "unsupported by -fsanitize-…".
    llvm::SmallVector<StringRef, 16> Words;
    StringRef(First).split(Words, ' ', -1, /*KeepEmpty=*/false);
    for (StringRef Word : Words)
      if (Word.starts_with("-"))
        Quoted.push_back(Word.str());
  }
};

} // namespace

/// Clang's own headers: those that came with this program, or those of the
/// Clang that it was built with.
static std::string resourceFolder() {
  llvm::SmallString<128> Folder(llvm::sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&resourceFolder)));
  llvm::sys::path::remove_filename(Folder);
  llvm::sys::path::append(Folder, "..", "lib", "pvlint", "clang");
  return llvm::sys::fs::is_directory(Folder) ? Folder.str().str()
                                             : PVLINT_RESOURCE_DIR;
}

/// \p Error is why there is none, if it is set.
static std::vector<std::string>
commandLine(const Job &J, const CompileFlags &Flags, std::string &Error) {
  std::vector<std::string> Args = {PVLINT_CLANG};
  Flags.appendTo(Args);
  Error = addTargetOf(J.Driver, Args);
  Args.insert(Args.end(),
              {"-resource-dir=" + resourceFolder(), "-Qunused-arguments", "-w",
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

/// Has Clang make the target, as it does when it parses: which processors and
/// ABIs there are is known there only. What it refuses goes to \p Errors.
static void
tryTarget(const CompilerInvocation &CI,
          const llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &VFS,
          DriverErrors &Errors) {
  compat::CompilerInstance Instance(std::make_shared<CompilerInvocation>(CI));
  Instance.setVirtualFileSystem(VFS);
  Instance.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Instance.createTarget();
}

std::unique_ptr<CompilerInvocation>
makeInvocation(const Job &J,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS,
               std::string &Error) {
  CompileFlags Flags = J.Flags;
  constexpr unsigned MaxRefused = 64;
  for (unsigned Try = 0; Try <= MaxRefused; ++Try) {
    std::vector<std::string> Args = commandLine(J, Flags, Error);
    if (!Error.empty())
      return nullptr;
    std::vector<const char *> Pointers;
    for (const std::string &Arg : Args)
      Pointers.push_back(Arg.c_str());
    DriverErrors Errors;
    DiagnosticOptions DiagOpts;
    CreateInvocationOptions Options;
    Options.Diags = compat::createDiagnostics(*VFS, DiagOpts, Errors);
    Options.VFS = VFS;
    auto Invocation = createInvocation(Pointers, Options);
    if (Invocation && Errors.First.empty()) {
      stripOutputs(*Invocation); // a log is opened when it is tried
      tryTarget(*Invocation, VFS, Errors);
    }
    if (Invocation && Errors.First.empty()) {
      Error.clear();
      return Invocation;
    }
    Error = Errors.First.empty()
                ? "Clang's driver cannot make sense of its flags"
                : Errors.First;
    if (!Flags.removeOffender(Errors.Quoted) && !Flags.removeMachineFlag())
      break;
  }
  return nullptr;
}

} // namespace pvlint::session
