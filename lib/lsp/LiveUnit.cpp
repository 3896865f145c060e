//===- LiveUnit.cpp - a unit that is analysed again and again -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/LiveUnit.h"
#include "extract/Marks.h"
#include "frontend/Analysis.h"
#include "session/ClangCompat.h"
#include "session/Crash.h"
#include "session/Invocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/ModuleManager.h"

using namespace clang;

namespace pvlint::lsp {

struct LiveUnit::Preamble {
  PrecompiledPreamble Compiled;
  /// How the document was compiled then: with other flags it is another one.
  session::Job By;
  /// Declarations in it that an analysis starts from.
  std::vector<LocalDeclID> Roots;
  /// Files in it with comments for pvlint.
  std::vector<std::string> Marked;
  /// The first error in it, which no later parse repeats.
  std::string FirstError;
};

namespace {

/// The first error, and where it is when that is in the document: the main
/// file, or \p Header.
class Errors : public DiagnosticConsumer {
  const StringRef Header;

  bool isInDocument(const SourceManager &SM, SourceLocation Loc) const {
    const FileID File = SM.getFileID(SM.getFileLoc(Loc));
    if (Header.empty())
      return File == SM.getMainFileID();
    const auto Own = SM.getFileManager().getOptionalFileRef(Header);
    return Own && SM.getFileEntryForID(File) == &Own->getFileEntry();
  }

public:
  explicit Errors(StringRef Header) : Header(Header) {}

  std::string First;
  unsigned Line = 0, Col = 0;

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !First.empty())
      return;
    SmallString<100> Message;
    Info.FormatDiagnostic(Message);
    First = Message.str().str();
    if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
      return;
    const SourceManager &SM = Info.getSourceManager();
    PresumedLoc Where = SM.getPresumedLoc(Info.getLocation());
    if (Where.isInvalid())
      return;
    if (isInDocument(SM, Info.getLocation())) {
      Line = Where.getLine();
      Col = Where.getColumn();
    } else {
      First = std::string(Where.getFilename()) + ":" +
              std::to_string(Where.getLine()) + ": " + First;
    }
  }
};

/// Clang asks only whether the files are the same.
bool isCompiledAlike(const session::Job &A, const session::Job &B) {
  return A.Directory == B.Directory && A.Driver == B.Driver &&
         A.Flags == B.Flags;
}

class RootFinder : public PreambleCallbacks {
public:
  std::vector<LocalDeclID> Roots;
  std::vector<std::string> Marked;

  void AfterExecute(CompilerInstance &CI) override {
    Marked = extract::filesWithMarks(CI.getSourceManager());
    // The file itself is read again.
    if (auto Main = CI.getSourceManager().getFileEntryRefForID(
            CI.getSourceManager().getMainFileID()))
      llvm::erase(Marked, Main->getName().str());
  }
  void HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group) {
      const auto *F = dyn_cast<FunctionDecl>(D);
      const auto *V = dyn_cast<VarDecl>(D);
      if ((F && F->isThisDeclarationADefinition() && !F->isInlineSpecified()) ||
          (V && V->getInit()))
        Found.push_back(D);
    }
  }
  void AfterPCHEmitted(ASTWriter &Writer) override {
    for (const Decl *D : Found)
      Roots.push_back(Writer.getDeclID(D));
  }

private:
  std::vector<const Decl *> Found;
};

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &CI, const LiveUnit::Request &R,
           llvm::ArrayRef<LocalDeclID> Roots,
           llvm::ArrayRef<std::string> Marked,
           llvm::function_ref<void(const frontend::AnalysisOptions &)> Analyse)
      : CI(CI), R(R), Roots(Roots), Marked(Marked), Analyse(Analyse) {}

  /// Between declarations is where a parse can be left.
  bool HandleTopLevelDecl(DeclGroupRef) override { return !R.Cancelled; }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (R.Cancelled)
      return;
    std::vector<const Decl *> Declarations;
    frontend::AnalysisOptions AO;
    AO.KeepSolver = true;
    AO.Cancelled = &R.Cancelled;
    if (auto Reader = CI.getASTReader()) {
      auto &File = Reader->getModuleManager().getPrimaryModule();
      for (LocalDeclID Id : Roots)
        if (const Decl *D = Reader->GetLocalDecl(File, Id))
          Declarations.push_back(D);
      for (const Decl *D : Context.getTranslationUnitDecl()->noload_decls())
        if (!D->isFromASTFile())
          Declarations.push_back(D);
      AO.Declarations = &Declarations;
      AO.MarksInPreamble = Marked;
    }
    Analyse(AO);
  }

private:
  CompilerInstance &CI;
  const LiveUnit::Request &R;
  llvm::ArrayRef<LocalDeclID> Roots;
  llvm::ArrayRef<std::string> Marked;
  llvm::function_ref<void(const frontend::AnalysisOptions &)> Analyse;
};

class Action : public ASTFrontendAction {
public:
  Action(const LiveUnit::Request &R, llvm::ArrayRef<LocalDeclID> Roots,
         llvm::ArrayRef<std::string> Marked,
         llvm::function_ref<void(CompilerInstance &,
                                 const frontend::AnalysisOptions &)>
             Analyse)
      : R(R), Roots(Roots), Marked(Marked), Analyse(Analyse) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    Bound = [this, &CI](const frontend::AnalysisOptions &AO) {
      Analyse(CI, AO);
    };
    return std::make_unique<Consumer>(CI, R, Roots, Marked, Bound);
  }

private:
  const LiveUnit::Request &R;
  llvm::ArrayRef<LocalDeclID> Roots;
  llvm::ArrayRef<std::string> Marked;
  llvm::function_ref<void(CompilerInstance &,
                          const frontend::AnalysisOptions &)>
      Analyse;
  std::function<void(const frontend::AnalysisOptions &)> Bound;
};

/// What a parse of a request needs.
struct Setup {
  IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS;
  std::shared_ptr<CompilerInvocation> Invocation;
  std::string Document; ///< the file that Buffer stands for
  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  std::string Error;

  explicit Setup(const LiveUnit::Request &R)
      // Has a working directory of its own.
      : VFS(llvm::vfs::createPhysicalFileSystem().release()) {
    if (std::error_code E = VFS->setCurrentWorkingDirectory(R.J.Directory)) {
      Error = "cannot enter folder '" + R.J.Directory + "': " + E.message();
      return;
    }
    Invocation = session::makeInvocation(R.J, VFS, Error);
    if (!Invocation)
      return;
    // Text in memory is kept by R.Contents.
    Invocation->getPreprocessorOpts().RetainRemappedFileBuffers = true;
    Invocation->getFrontendOpts().DisableFree = false;
    Invocation->getCodeGenOpts().DisableFree = false;
    Document = R.J.Header.empty()
                   ? Invocation->getFrontendOpts().Inputs[0].getFile().str()
                   : R.J.Header;
    Buffer = llvm::MemoryBuffer::getMemBuffer(R.Contents->bytes(), Document,
                                              /*RequiresNullTerminator=*/true);
  }

  PreambleBounds bounds() const {
    return ComputePreambleBounds(Invocation->getLangOpts(), *Buffer,
                                 /*MaxLines=*/0);
  }
};

} // namespace

LiveUnit::LiveUnit() = default;
LiveUnit::~LiveUnit() = default;

bool LiveUnit::isPrepared() const { return Headers != nullptr; }
size_t LiveUnit::size() const {
  return Headers ? Headers->Compiled.getSize() : 0;
}

void LiveUnit::prepare(const Request &R) {
  std::unique_ptr<Preamble> Made;
  const std::string Crash = session::survive([&] {
    Setup S(R);
    if (!S.Invocation)
      return;
    const PreambleBounds Bounds = S.bounds();
    if (Headers && isCompiledAlike(Headers->By, R.J) &&
        Headers->Compiled.CanReuse(*S.Invocation, *S.Buffer, Bounds, *S.VFS)) {
      Made = std::move(Headers);
      return;
    }
    Headers.reset();
    Errors Client(R.J.Header);
    IntrusiveRefCntPtr<DiagnosticsEngine> Diags = compat::createDiagnostics(
        *S.VFS, S.Invocation->getDiagnosticOpts(), Client);
    RootFinder Roots;
    auto Compiled = PrecompiledPreamble::Build(
        *S.Invocation, S.Buffer.get(), Bounds, compat::forPreamble(Diags),
        S.VFS, std::make_shared<PCHContainerOperations>(),
        /*StoreInMemory=*/true,
        /*StoragePath=*/"", Roots);
    if (Compiled)
      Made = std::make_unique<Preamble>(
          Preamble{std::move(*Compiled), R.J, std::move(Roots.Roots),
                   std::move(Roots.Marked), Client.First});
  });
  if (Crash.empty()) {
    Headers = std::move(Made);
  } else {
    // What a crash leaves half done is not looked at, nor freed.
    (void)Made.release();
    Headers.reset();
  }
}

bool LiveUnit::analyse(
    const Request &R,
    llvm::function_ref<void(std::shared_ptr<Snapshot>)> OnFindings) {
  auto Now = std::make_shared<Snapshot>();
  Now->Version = R.Version;
  Now->Contents = R.Contents;
  // Not the first time: what is parsed now will be parsed again.
  if (HasRun)
    prepare(R);
  HasRun = true;
  bool Told = false;
  auto Tell = [&] {
    Told = true;
    OnFindings(Now);
  };
  auto Work = [&] {
    Setup S(R);
    session::UnitReport &Report = Now->Report;
    if (!S.Invocation) {
      Report.Failed = true;
      Report.FirstError = S.Error;
      return;
    }
    auto VFS = S.VFS;
    llvm::ArrayRef<LocalDeclID> Roots;
    llvm::ArrayRef<std::string> Marked;
    if (Headers && isCompiledAlike(Headers->By, R.J) &&
        Headers->Compiled.CanReuse(*S.Invocation, *S.Buffer, S.bounds(),
                                   *S.VFS)) {
      Headers->Compiled.AddImplicitPreamble(*S.Invocation, VFS, S.Buffer.get());
      Roots = Headers->Roots;
      Marked = Headers->Marked;
      if (!Headers->FirstError.empty()) {
        Report.Failed = true;
        Report.FirstError = Headers->FirstError;
        return;
      }
    } else {
      S.Invocation->getPreprocessorOpts().addRemappedFile(S.Document,
                                                          S.Buffer.get());
    }
    session::UnitOptions Options;
    Options.Select = R.Common.Select;
    Options.ContractFiles = R.Common.ContractFiles;
    std::shared_ptr<frontend::UnitStates> States;
    compat::CompilerInstance CI(S.Invocation);
    CI.setVirtualFileSystem(VFS);
    CI.setVerboseOutputStream(llvm::nulls());
    Errors Client(R.J.Header);
    CI.createDiagnostics(&Client, /*ShouldOwnClient=*/false);
    Action A(R, Roots, Marked,
             [&](CompilerInstance &CI, const frontend::AnalysisOptions &AO) {
               if (Client.getNumErrors())
                 return;
               auto Result = session::analyseParsed(CI, AO, R.J, Options,
                                                    Report, &States);
               if (R.Cancelled || Client.getNumErrors())
                 return;
               Tell();
               // Questions are about lines of the main file.
               if (Result && R.J.Header.empty() &&
                   frontend::keepStates(CI.getASTContext(), *Result, *States,
                                        R.Cancelled))
                 Now->States = std::move(States);
             });
    const bool Ran = CI.ExecuteAction(A);
    if ((!Ran || Client.getNumErrors()) && !Told) {
      Report.Failed = true;
      if (Report.FirstError.empty())
        Report.FirstError =
            Client.First.empty() ? "cannot be parsed" : Client.First;
      Now->ErrorLine = Client.Line;
      Now->ErrorCol = Client.Col;
    }
    if (Report.Failed)
      Report.Findings.clear();
  };
  if (const std::string Crash = session::survive(Work); !Crash.empty()) {
    if (Told)
      return !R.Cancelled;
    // What a crash leaves half done is not looked at.
    (void)new std::shared_ptr<Snapshot>(std::move(Now));
    (void)Headers.release();
    Now = std::make_shared<Snapshot>();
    Now->Version = R.Version;
    Now->Contents = R.Contents;
    Now->Report.Failed = true;
    Now->Report.FirstError = Crash;
  }
  if (R.Cancelled)
    return false;
  if (!Told)
    Tell();
  return true;
}

} // namespace pvlint::lsp
