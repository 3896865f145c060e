//===- Unit.cpp - the analysis of one translation unit --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/Unit.h"
#include "FindingPrinter.h"
#include "ObjectUnit.h"
#include "StateReport.h"
#include "frontend/Analysis.h"
#include "frontend/Diagnose.h"
#include "frontend/Target.h"
#include "frontend/UnitStates.h"
#include "ir/text/Text.h"
#include "session/ClangCompat.h"
#include "session/ErrorPrinter.h"
#include "session/Invocation.h"
#include "session/Paths.h"
#include "session/SteadyFiles.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"
#include <chrono>
#include <set>

using namespace clang;

namespace pvlint::session {
namespace {

/// As UnitFinding::IncludedAt has it.
unsigned includedAt(const SourceManager &SM, SourceLocation Loc) {
  // A precompiled preamble has a copy of the source's first lines.
  auto IsSource = [&](FileID F) {
    return F == SM.getMainFileID() ||
           (F.isValid() && F == SM.getPreambleFileID());
  };
  FileID File = SM.getFileID(SM.getFileLoc(Loc));
  if (IsSource(File))
    return 0;
  for (SourceLocation At; (At = SM.getIncludeLoc(File)).isValid();) {
    File = SM.getFileID(At);
    if (IsSource(File))
      return SM.getSpellingLineNumber(At);
  }
  return 0;
}

/// Reports to the unit's own diagnostics engine, as the plugin does, so that
/// what the flags and pragmas say about diagnostics holds here too.
void render(CompilerInstance &CI, const frontend::UnitResult &Result,
            const Job &J, const UnitOptions &Options, UnitReport &Report) {
  SourceManager &SM = CI.getSourceManager();
  DiagnosticsEngine &Diags = CI.getDiagnostics();
  FindingPrinter Printer(CI.getDiagnosticOpts(), CI.getLangOpts(), J.Directory,
                         Options);
  DiagnosticConsumer *Compile = Diags.getClient();
  const bool Owned = Diags.ownsClient();
  std::unique_ptr<DiagnosticConsumer> Keep = Diags.takeClient();
  Diags.setClient(&Printer, /*ShouldOwnClient=*/false);
  frontend::DiagnoseOptions DO;
  DO.Show = Options.Select.Show;
  std::set<FileID> Seen;
  for (const checks::Finding &F : Result.Findings) {
    if (!Options.Select.Checks.allows(F.Check))
      continue;
    UnitFinding Out;
    Out.Severity = F.Severity;
    auto Where = [&](flow::Location L) {
      const SourceLocation At = Result.Locations->clangLocation(L);
      report::Place P = Printer.at(SM, At, Options.Root);
      if (const FileID In = SM.getFileID(At);
          !P.Path.empty() && Seen.insert(In).second)
        Report.Sources.emplace_back(P.Path, Printer.hash(SM, In));
      return P;
    };
    SourceLocation Loc = Result.Locations->clangLocation(F.Loc);
    Out.Key = Printer.place(SM, Loc) + F.Check + ": " + F.Message;
    if (frontend::diagnose(F, *Result.Locations, SM, Diags, DO)) {
      Out.Text = Printer.take(Out.Fix);
      if (Out.Text.empty())
        continue; // in a system header
      frontend::diagnoseAlso(F, *Result.Locations, Diags);
      std::vector<FileEdit> None;
      Out.Also = Printer.take(None);
      Out.IncludedAt = includedAt(SM, Loc);
      Out.Result = report::makeResult(F, Where);
      Out.Result.Fix.clear(); // Out.Fix is what fits the source
      for (const FileEdit &E : Out.Fix)
        Out.Result.Fix.push_back({{Options.Root.name(E.Path), E.Line, E.Col},
                                  E.EndLine,
                                  E.EndCol,
                                  E.Text});
    } else if (F.isSuppressed() && F.Severity <= DO.Show) {
      Out.Result = report::makeResult(F, Where);
    }
    Report.Findings.push_back(std::move(Out));
  }
  (void)Keep.release();
  Diags.setClient(Compile, Owned);
}

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &CI, const Job &J, const UnitOptions &Options,
           UnitReport &Report)
      : CI(CI), J(J), Options(Options), Report(Report) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    frontend::AnalysisOptions AO;
    const bool Examines = Options.Examine != nullptr;
    AO.KeepFlow = Options.KeepFlow || Examines;
    AO.KeepSolver =
        Options.Inspect || Options.Explain || Options.KeepStates || Examines;
    std::shared_ptr<frontend::UnitStates> States;
    auto Result = analyseParsed(CI, AO, J, Options, Report,
                                AO.KeepSolver ? &States : nullptr);
    if (!Result)
      return;
    if (Examines)
      examine(*Result);
    if (Options.KeepFlow) {
      llvm::raw_string_ostream OS(Report.Listing);
      flow::print(Result->Flow, OS);
    }
    if (!States)
      return;
    const std::atomic<bool> Cancelled = false;
    StateReport Asked(CI, *Result, J, Options);
    (void)frontend::keepStates(
        Context, *Result, *States, Cancelled,
        [&](const FunctionDecl &F) { return Asked.wants(F); });
    Asked.add(*States, Report);
  }

private:
  CompilerInstance &CI;
  const Job &J;
  const UnitOptions &Options;
  UnitReport &Report;

  void examine(const frontend::UnitResult &Result) const {
    const SourceManager &SM = CI.getSourceManager();
    FileID Own = SM.getMainFileID();
    if (!J.Header.empty())
      if (auto File = CI.getFileManager().getOptionalFileRef(J.Header))
        Own = SM.translateFile(*File);
    Options.Examine({CI, Result, Own}, Report);
  }
};

class Action : public ASTFrontendAction {
public:
  Action(const Job &J, const UnitOptions &Options, UnitReport &Report)
      : J(J), Options(Options), Report(Report) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    return std::make_unique<Consumer>(CI, J, Options, Report);
  }

private:
  const Job &J;
  const UnitOptions &Options;
  UnitReport &Report;
};

/// \p Below with another file at \p Path, or one more.
IntrusiveRefCntPtr<llvm::vfs::FileSystem>
withContents(const IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Below,
             StringRef Path, StringRef Contents) {
  auto Over = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Below);
  auto File = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  File->addFile(Path, /*ModificationTime=*/0,
                llvm::MemoryBuffer::getMemBufferCopy(Contents, Path));
  Over->pushOverlay(File);
  return Over;
}

void analyse(const Job &J, const UnitOptions &Options, UnitReport &Report) {
  IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS = steadyFiles();
  if (std::error_code E = VFS->setCurrentWorkingDirectory(J.Directory)) {
    Report.Failed = true;
    Report.FirstError =
        "cannot enter folder '" + J.Directory + "': " + E.message();
    return;
  }
  if (J.Contents)
    VFS = withContents(VFS, absolute(J.File, J.Directory), *J.Contents);
  auto Invocation = makeInvocation(J, VFS, Report.FirstError);
  if (!Invocation) {
    Report.Failed = true;
    return;
  }
  Invocation->getFrontendOpts().DisableFree = Options.LastOne;
  Invocation->getCodeGenOpts().DisableFree = Options.LastOne;
  compat::CompilerInstance CI(std::move(Invocation));
  CI.setVirtualFileSystem(VFS);
  CI.setVerboseOutputStream(llvm::nulls());
  CI.getDiagnosticOpts().ShowColors = Options.Color;
  ErrorPrinter Errors(CI.getDiagnosticOpts(), Options.Color);
  CI.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Action A(J, Options, Report);
  if (!CI.ExecuteAction(A) || Errors.getNumErrors()) {
    Report.Failed = true;
    Report.ErrorText = Errors.text();
    if (Report.FirstError.empty())
      Report.FirstError =
          Errors.first().empty() ? "cannot be parsed" : Errors.first();
  }
  // Findings of a broken unit would be broken.
  if (Report.Failed)
    Report.Findings.clear();
}

} // namespace

std::unique_ptr<frontend::UnitResult>
analyseParsed(CompilerInstance &CI, frontend::AnalysisOptions AO, const Job &J,
              const UnitOptions &Options, UnitReport &Report,
              std::shared_ptr<frontend::UnitStates> *States) {
  auto Fail = [&](std::string Message) {
    Report.Failed = true;
    Report.FirstError = std::move(Message);
    return nullptr;
  };
  if (CI.getDiagnostics().hasUncompilableErrorOccurred())
    return nullptr;
  if (CI.getLangOpts().CPlusPlus)
    return Fail("not a C file");
  auto Book = frontend::rulebookFor(CI.getPreprocessor(), Options.ContractFiles,
                                    Options.Root);
  if (!Book) {
    Report.fail(Book.takeError());
    return nullptr;
  }
  AO.Rules = &Book->Rules;
  AO.Root = Options.Root;
  if (Options.NoteRules) {
    Report.Rules = rules::RuleUse(Book->Rules);
    AO.Use = &Report.Rules;
  }
  AO.Native = Book->Native;
  const SourceManager &SM = CI.getSourceManager();
  if (!J.Header.empty()) {
    if (auto File = CI.getFileManager().getOptionalFileRef(J.Header))
      AO.Own = SM.translateFile(*File);
    if (AO.Own.isInvalid())
      return Fail("'" + J.File + "' does not include it");
  }
  const flow::Contract *C = &Book->Contract;
  if (States) {
    *States = std::make_shared<frontend::UnitStates>(std::move(Book->Contract));
    C = &(*States)->Contract;
  }
  auto Result = frontend::analyse(CI.getASTContext(), *C, AO);
  Report.Count = Result->Count;
  Report.Bodies = Result->Bodies;
  Report.Lowered = Result->Lowered;
  Report.NoCfg = Result->NoCfg;
  Report.ExtractSeconds = Result->ExtractSeconds;
  Report.SolveSeconds = Result->SolveSeconds;
  if (Report.Rules) {
    auto Add = [&](StringRef File) {
      Report.Files.push_back(
          Options.Root.amongSources(realPath(fullPath(File, J.Directory))));
    };
    Add(J.File);
    llvm::for_each(Result->Flow.Files, Add);
  }
  // What else the unit says is found with the unit.
  if (AO.Own.isValid())
    std::erase_if(Result->Findings, [&](const checks::Finding &F) {
      return SM.getFileID(SM.getFileLoc(
                 Result->Locations->clangLocation(F.Loc))) != AO.Own;
    });
  render(CI, *Result, J, Options, Report);
  return Result;
}

void initializeUnits() {
  // For a target in the compiler's name: "aarch64-linux-gnu-gcc".
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
}

std::string unitPath(const Job &J, const UnitOptions &Options) {
  return Options.Root.name(
      realPath(fullPath(J.Header.empty() ? J.File : J.Header, J.Directory)));
}

UnitReport analyseUnit(const Job &J, const UnitOptions &Options) {
  UnitReport Report;
  Report.Path = unitPath(J, Options);
  if (!J.Problem.empty()) {
    Report.Failed = true;
    Report.FirstError = J.Problem;
    return Report;
  }
  const auto Start = std::chrono::steady_clock::now();
  if (isObjectUnit(J.File))
    analyseObjectUnit(J, Options, Report);
  else
    analyse(J, Options, Report);
  Report.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Report;
}

} // namespace pvlint::session
