//===- Extraction.cpp - one translation unit, from AST to flow ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Extraction.h"
#include "extract/Annotations.h"
#include "extract/ClangCompat.h"
#include "extract/Implementations.h"
#include "extract/Lower.h"
#include "extract/Marks.h"
#include "extract/PointerFlows.h"
#include "frontend/HeaderSkipper.h"
#include "frontend/Target.h"
#include "ir/Slice.h"
#include "ir/binary/File.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/Attr.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include <mutex>

using namespace clang;

namespace pvlint::frontend {
namespace {

/// Drops what no link can need. A call of a function that is unknown here may
/// turn out to save, and a word may come back from it; so may one from a field
/// in which another unit stores it, and words are as wide as an unsigned long.
/// What a function does with other fields and with pointers goes, unless a
/// branch that decides about what is kept depends on it, here or in another
/// function of the unit, or a call is given it, or the function is small: what
/// setters write, and what is written through a plain pointer, callers in other
/// units may ask about.
/// Names of memory in \p Asked are asked about by others; \p Asks receives
/// those that \p F asks about.
void sliceForLink(flow::Function &F, const flow::Contract &C,
                  llvm::ArrayRef<StringRef> Asked = {},
                  llvm::StringSet<> *Asks = nullptr) {
  flow::SliceOptions Options;
  Options.Asked = Asked;
  Options.Asks = Asks;
  auto IsNeutral = [](const flow::Op &) { return false; };
  auto IsWordField = [](StringRef) { return true; };
  Options.IsNeutral = IsNeutral;
  Options.IsWordField = IsWordField;
  Options.KeepReturn = true;
  Options.WordBits = C.wordBits();
  F = flow::slice(F, Options);
}

/// Which of \p Written, the names of memory that \p F writes to, functions of
/// other units may ask about; sorted.
std::vector<StringRef> askedElsewhere(const flow::Function &F,
                                      const llvm::StringSet<> &Written) {
  // Operations of a setter or an initialiser.
  static constexpr size_t MaxSetterOps = 60;
  size_t Ops = 0;
  for (const flow::Block &B : F.Blocks)
    Ops += B.Ops.size();
  std::vector<StringRef> Names;
  for (const auto &Name : Written)
    if (Ops <= MaxSetterOps || Name.getKey() == flow::AnyPointee)
      Names.push_back(Name.getKey());
  llvm::sort(Names);
  return Names;
}

/// Functions that \p F calls or names, in order of first mention.
std::vector<HeaderEntry::Mention> mentions(const flow::Function &F,
                                           const extract::PointerFlows &Named) {
  std::vector<HeaderEntry::Mention> Result;
  llvm::StringMap<size_t> Index;
  auto Add = [&](StringRef Name, bool ByAddress) {
    auto [It, New] = Index.try_emplace(Name, Result.size());
    if (New)
      Result.push_back({Name.str(), ByAddress});
    else
      Result[It->second].ByAddress |= ByAddress;
  };
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops)
      if (O.Code == flow::Opcode::Call &&
          O.CalleeIs == flow::CalleeKind::Function)
        Add(O.Callee, false);
  for (const std::string &Name : Named.AddressTaken)
    Add(Name, true);
  return Result;
}

/// Tells the skipper about macros.
class MacroWatch : public PPCallbacks {
public:
  explicit MacroWatch(HeaderSkipper &Skipper) : Skipper(Skipper) {}

  void MacroDefined(const Token &Name, const MacroDirective *) override {
    Skipper.changed(Name.getIdentifierInfo());
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &,
                      const MacroDirective *) override {
    Skipper.changed(Name.getIdentifierInfo());
  }

private:
  HeaderSkipper &Skipper;
};

class Extractor : public ASTConsumer {
public:
  Extractor(CompilerInstance &CI, HeaderTable::Impl &Table,
            const ExtractionOptions &Options, Extraction &Out)
      : CI(CI), SM(CI.getSourceManager()), Table(Table), Options(Options),
        Out(Out), Locs(SM, CI.getLangOpts(), Out.Unit.Flow, this->Options.Root),
        Found(Locs), Skipper(CI, Table, this->Options.Root) {
    if (!Options.ParseHeaders)
      CI.getPreprocessor().addPPCallbacks(
          std::make_unique<MacroWatch>(Skipper));
  }

  bool shouldSkipFunctionBody(Decl *D) override {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F || !F->getIdentifier() || !extract::inHeader(*F) || !needContract())
      return false;
    const HeaderEntry *Entry = Skipper.skip(*F, *C);
    if (!Entry)
      return false;
    ++Out.Skipped;
    enter(*F, *Entry);
    return true;
  }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (const Decl *D : Group) {
      if (const auto *F = dyn_cast<FunctionDecl>(D))
        function(*F);
      else if (const auto *V = dyn_cast<VarDecl>(D))
        variable(*V);
      if (isa<VarDecl, FileScopeAsmDecl>(D))
        FileScope.push_back(D);
      if (const auto *F = dyn_cast<FunctionDecl>(D);
          F && extract::Annotations::has(*F))
        Annotated.push_back(F);
      else if (isa<VarDecl, RecordDecl>(D))
        Found.other(*D);
    }
    return true;
  }

  void HandleTranslationUnit(ASTContext &) override {
    if (CI.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    if (CI.getLangOpts().CPlusPlus)
      return refuse("not a C file");
    if (!needContract())
      return;
    flow::Unit &U = Out.Unit;
    U.Source = extract::Locations::path(
        SM, SM.getFileEntryRefForID(SM.getMainFileID())->getName(),
        Options.Root);
    const bool Native = isNative(CI.getPreprocessor());
    extract::Implementations Installed(*C);
    for (const Decl *D : FileScope)
      Installed.declaration(*D);
    for (const FunctionDecl *F : Bodies)
      Installed.body(*F);
    llvm::StringSet<> Whole;
    for (const flow::PointerFlow &I : Installed.flows())
      Whole.insert(I.From.Name);
    for (const FunctionDecl *F : Bodies)
      lowerOwn(*F, Native);
    sliceOwn(Whole);
    U.Pointers = std::move(FileFlows.Flows);
    llvm::append_range(U.Pointers, Installed.flows());
    reach();
    for (auto &F : U.Flow.Functions)
      F->AddressTaken = AddressTaken.contains(F->Name);
    findStatics();
    if (NoCfg)
      U.Flow.GivenUp.emplace_back("functions without a control flow graph",
                                  NoCfg);
    for (const FunctionDecl *F : Annotated)
      Found.function(*F);
    U.Flow.Annotations = Found.take();
    U.Marks = extract::findMarks(CI.getASTContext(), Locs, nullptr);
    findDependencies();
    commit();
    Done = true;
  }

  bool Done = false; ///< Out is complete

private:
  CompilerInstance &CI;
  const SourceManager &SM;
  HeaderTable::Impl &Table;
  const ExtractionOptions &Options;
  Extraction &Out;
  extract::Locations Locs;
  extract::Annotations Found;
  HeaderSkipper Skipper;
  std::shared_ptr<const flow::Contract> C;

  std::vector<const FunctionDecl *> Bodies; ///< of this unit's own files
  std::vector<const FunctionDecl *> Annotated;
  std::vector<const Decl *> FileScope; ///< variables and asm
  extract::PointerFlows FileFlows;
  llvm::StringSet<> Statics; ///< variables of this file alone
  std::vector<HeaderEntry::Mention> Roots;
  llvm::StringSet<> AddressTaken;
  llvm::StringMap<const HeaderEntry *> ByName; ///< functions of headers
  std::vector<std::unique_ptr<HeaderEntry>> NewEntries;
  std::vector<flow::HeaderFunction> NewFlows;
  std::vector<std::string> Emitted; ///< functions of headers that get code
  unsigned NoCfg = 0;

  void refuse(StringRef Why) {
    DiagnosticsEngine &Diags = CI.getDiagnostics();
    Diags.Report(Diags.getCustomDiagID(DiagnosticsEngine::Error, "%0")) << Why;
  }

  /// Headers are lowered while the unit is parsed, so the contract is chosen
  /// when the first of their functions is seen: configurations are included
  /// before everything else.
  bool needContract() {
    if (C)
      return true;
    Out.Unit.ContractName = contractName(CI.getPreprocessor());
    {
      std::shared_lock<std::shared_mutex> Reading(Table.Lock);
      C = Table.Contracts.lookup(Out.Unit.ContractName);
    }
    if (!C) {
      auto New = contractFor(CI.getPreprocessor(), Options.ContractFiles);
      if (!New) {
        refuse(llvm::toString(New.takeError()));
        return false;
      }
      C = std::make_shared<const flow::Contract>(std::move(*New));
      std::unique_lock<std::shared_mutex> Writing(Table.Lock);
      Table.Contracts.try_emplace(Out.Unit.ContractName, C);
    }
    Out.Contract = C;
    Out.Unit.ContractHash = C->hash();
    return true;
  }

  void function(const FunctionDecl &F) {
    if (!F.getIdentifier())
      return;
    if (const auto *Alias = F.getAttr<AliasAttr>())
      Out.Unit.Aliases.push_back({F.getName().str(), Alias->getAliasee().str(),
                                  F.hasAttr<WeakAttr>(),
                                  compat::isInternal(F)});
    if (!F.doesThisDeclarationHaveABody())
      return;
    ++Out.Bodies;
    if (!extract::inHeader(F))
      Bodies.push_back(&F);
    else if (!F.isInvalidDecl() && needContract())
      lowerHeader(F);
  }

  void variable(const VarDecl &V) {
    if (!V.getIdentifier())
      return;
    if (compat::isInternal(V))
      Statics.insert(V.getName());
    if (!V.hasInit())
      return;
    // __ADDRESSABLE() only tells the compiler to keep a function: because it is
    // exported, or because assembly calls it, as initcalls are.
    if (const auto *Section = V.getAttr<SectionAttr>();
        Section && Section->getName() == ".discard.addressable") {
      const auto *Ref = dyn_cast<DeclRefExpr>(V.getInit()->IgnoreParenCasts());
      if (!Ref)
        if (const auto *U =
                dyn_cast<UnaryOperator>(V.getInit()->IgnoreParenCasts()))
          Ref = dyn_cast<DeclRefExpr>(U->getSubExpr()->IgnoreParenCasts());
      const auto *F = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
      if (F && F->getIdentifier() && compat::isInternal(*F))
        FileFlows.AddressTaken.push_back(F->getName().str());
      return;
    }
    FileFlows.variable(&V);
  }

  void lowerOwn(const FunctionDecl &F, bool Native) {
    extract::VariableMap Variables;
    auto Fn = extract::lower(F, CI.getASTContext(), *C, Locs, &Variables);
    if (!Fn) {
      ++NoCfg;
      return;
    }
    extract::PointerFlows Flows(F, Variables);
    Flows.body();
    llvm::append_range(Roots, mentions(*Fn, Flows));
    Fn->IsNative = Native;
    Fn->Pointers = std::move(Flows.Flows);
    Out.Unit.Flow.Functions.push_back(std::move(Fn));
  }

  /// What those of \p Whole leave in memory is of interest by itself.
  void sliceOwn(const llvm::StringSet<> &Whole) {
    // A copy of those that write to memory, for when it is known what others
    // ask about.
    std::vector<std::pair<flow::Function *, flow::Function>> Writers;
    llvm::StringSet<> Asks;
    for (auto &F : Out.Unit.Flow.Functions) {
      if (Whole.contains(F->Name))
        continue;
      if (!flow::writtenNames(*F).empty())
        Writers.emplace_back(F.get(), *F);
      llvm::StringSet<> Own;
      sliceForLink(*F, *C, {}, &Own);
      for (const auto &Name : Own)
        Asks.insert(Name.getKey());
    }
    for (auto &[F, Uncut] : Writers) {
      const llvm::StringSet<> Written = flow::writtenNames(Uncut);
      std::vector<StringRef> Asked = askedElsewhere(Uncut, Written);
      for (const auto &Name : Written)
        if (Asks.contains(Name.getKey()) &&
            !llvm::is_contained(Asked, Name.getKey()))
          Asked.push_back(Name.getKey());
      if (Asked.empty())
        continue;
      llvm::sort(Asked);
      sliceForLink(Uncut, *C, Asked);
      *F = std::move(Uncut);
    }
  }

  void enter(const FunctionDecl &F, const HeaderEntry &Entry) {
    ByName[F.getName()] = &Entry;
    if (F.hasExternalFormalLinkage() && !F.isInlineSpecified())
      Emitted.push_back(F.getName().str());
  }

  void lowerHeader(const FunctionDecl &F) {
    HeaderEntry &Entry =
        *NewEntries.emplace_back(std::make_unique<HeaderEntry>());
    enter(F, Entry);
    lowerHeader(F, Entry);
    Skipper.parsed(F, Entry);
  }

  void lowerHeader(const FunctionDecl &F, HeaderEntry &Entry) {
    flow::Program Own;
    extract::Locations OwnLocs(SM, CI.getLangOpts(), Own, Options.Root);
    extract::VariableMap Variables;
    auto Fn = extract::lower(F, CI.getASTContext(), *C, OwnLocs, &Variables);
    if (!Fn) {
      Entry.NoCfg = true;
      return;
    }
    extract::PointerFlows Flows(F, Variables);
    Flows.body();
    Entry.Mentions = mentions(*Fn, Flows);
    Fn->Pointers = std::move(Flows.Flows);
    const llvm::StringSet<> Written = flow::writtenNames(*Fn);
    sliceForLink(*Fn, *C, askedElsewhere(*Fn, Written));
    flow::HeaderFunction H;
    H.Files = std::move(Own.Files);
    H.Body = std::move(Fn);
    flow::seal(H);
    Entry.Flow = H.Flow;
    NewFlows.push_back(std::move(H));
  }

  /// Lists the functions of headers that what the unit emits can reach.
  void reach() {
    llvm::StringSet<> Own;
    for (auto &F : Out.Unit.Flow.Functions)
      Own.insert(F->Name);
    llvm::StringSet<> Visited;
    std::vector<const HeaderEntry *> Work;
    auto Visit = [&](StringRef Name) {
      if (Own.contains(Name) || !Visited.insert(Name).second)
        return;
      const HeaderEntry *Entry = ByName.lookup(Name);
      if (!Entry)
        return;
      if (Entry->NoCfg) {
        ++NoCfg;
        return;
      }
      Out.Unit.Headers.push_back({Name.str(), Entry->Flow});
      Work.push_back(Entry);
    };
    auto VisitAll = [&](const std::vector<HeaderEntry::Mention> &Mentions) {
      for (const HeaderEntry::Mention &M : Mentions) {
        if (M.ByAddress)
          AddressTaken.insert(M.Name);
        Visit(M.Name);
      }
    };
    VisitAll(Roots);
    for (const std::string &Name : FileFlows.AddressTaken) {
      AddressTaken.insert(Name);
      Visit(Name);
    }
    for (const std::string &Name : Emitted)
      Visit(Name);
    for (const flow::Alias &A : Out.Unit.Aliases)
      Visit(A.Target);
    while (!Work.empty()) {
      const HeaderEntry *Entry = Work.back();
      Work.pop_back();
      VisitAll(Entry->Mentions);
    }
    llvm::sort(Out.Unit.Headers);
  }

  void findStatics() {
    std::set<std::string> Names;
    auto Global = [&](const flow::PointerNode &N) {
      if (N.K == flow::PointerNode::Global && N.IsStatic)
        Names.insert(N.Name);
    };
    auto Flows = [&](const std::vector<flow::PointerFlow> &All) {
      for (const flow::PointerFlow &F : All) {
        Global(F.From);
        Global(F.To);
      }
    };
    Flows(Out.Unit.Pointers);
    for (auto &F : Out.Unit.Flow.Functions) {
      Flows(F->Pointers);
      for (const flow::Block &B : F->Blocks)
        for (const flow::Op &O : B.Ops)
          // function.variable is a static local one.
          if (O.P.K == flow::Place::Global &&
              (Statics.contains(O.P.Name) || StringRef(O.P.Name).contains('.')))
            Names.insert(O.P.Name);
    }
    Out.Unit.StaticVariables.assign(Names.begin(), Names.end());
  }

  void findDependencies() {
    auto Absolute = [&](StringRef Name) {
      llvm::SmallString<128> Path(Name);
      SM.getFileManager().makeAbsolutePath(Path);
      llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
      return Path.str().str();
    };
    std::map<std::string, flow::Digest> Files;
    for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It)
      if (auto Read = It->second->getBufferDataIfLoaded())
        Files[Absolute(It->second->OrigEntry->getName())] = flow::digest(*Read);
    const std::string Main =
        Absolute(SM.getFileEntryRefForID(SM.getMainFileID())->getName());
    Out.Dependencies.push_back({Main, Files[Main]});
    Files.erase(Main);
    for (auto &[Path, Digest] : Files)
      Out.Dependencies.push_back({Path, Digest});
  }

  void commit() {
    std::unique_lock<std::shared_mutex> Writing(Table.Lock);
    for (flow::HeaderFunction &H : NewFlows)
      if (Table.Flows.insert(H.Flow).second)
        Out.NewHeaders.push_back(std::move(H));
    Skipper.commit(Table);
  }
};

class Action : public ASTFrontendAction {
public:
  Action(HeaderTable::Impl &Table, const ExtractionOptions &Options,
         Extraction &Out)
      : Table(Table), Options(Options), Out(Out) {}

  bool isDone() const { return Consumer && Done; }

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    auto New = std::make_unique<Extractor>(CI, Table, Options, Out);
    Consumer = New.get();
    return New;
  }

  void EndSourceFileAction() override { Done = Consumer && Consumer->Done; }

private:
  HeaderTable::Impl &Table;
  const ExtractionOptions &Options;
  Extraction &Out;
  Extractor *Consumer = nullptr;
  bool Done = false;
};

} // namespace

bool extractUnit(CompilerInstance &CI, HeaderTable &Headers,
                 const ExtractionOptions &Options, Extraction &Out) {
  // Nobody reads warnings here, and some of them cost a CFG a function.
  CI.getDiagnostics().setIgnoreAllWarnings(true);
  CI.getFrontendOpts().SkipFunctionBodies = !Options.ParseHeaders;
  Action A(*Headers.I, Options, Out);
  return CI.ExecuteAction(A) && A.isDone();
}

} // namespace pvlint::frontend
