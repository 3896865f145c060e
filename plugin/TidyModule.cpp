//===- TidyModule.cpp - pvlint inside clang-tidy --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   clang-tidy -load=pvlint-tidy-22.so -checks='-*,pvops-*' file.c -- …
//
// clang-tidy makes an object for each check and asks them one after the other;
// here they share one analysis of the unit, and each tells its own findings.
// The checks are those of the registry: a new one needs nothing here.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "frontend/Analysis.h"
#include "frontend/Diagnose.h"
#include "frontend/Target.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Registry.h"
#include <set>

using namespace clang;
using pvlint::checks::Level;

template <> struct clang::tidy::OptionEnumMapping<Level> {
  static ArrayRef<std::pair<Level, StringRef>> getEnumMapping() {
    static constexpr std::pair<Level, StringRef> Mapping[] = {
        {Level::Error, "error"},
        {Level::Warning, "warning"},
        {Level::Audit, "audit"}};
    return Mapping;
  }
};

namespace {

/// What the checks share of the unit that clang-tidy is at.
struct Unit {
  Preprocessor *PP = nullptr;
  bool Analysed = false;
  std::unique_ptr<pvlint::frontend::UnitResult> Result;
  /// Fix-its that a finding came with: offsets and text of each edit.
  std::set<std::vector<std::tuple<unsigned, unsigned, std::string>>> Offered;

  void reset() {
    Analysed = false;
    Result.reset();
    Offered.clear();
  }

  /// Whether no finding before came with \p Hints.
  bool offer(ArrayRef<FixItHint> Hints) {
    std::vector<std::tuple<unsigned, unsigned, std::string>> Edits;
    for (const FixItHint &Hint : Hints)
      Edits.emplace_back(Hint.RemoveRange.getBegin().getRawEncoding(),
                         Hint.RemoveRange.getEnd().getRawEncoding(),
                         Hint.CodeToInsert);
    return Offered.insert(std::move(Edits)).second;
  }
};

class Check : public tidy::ClangTidyCheck {
public:
  Check(StringRef Name, tidy::ClangTidyContext *Context,
        std::shared_ptr<Unit> Current)
      : ClangTidyCheck(Name, Context), Name(Name), Current(std::move(Current)) {
    // Of all checks, and of this one.
    const OptionsView Common("pvops", Context->getOptions().CheckOptions,
                             Context);
    CommonShow = Common.get("Level", Level::Warning);
    Show = Options.get("Level", CommonShow);
    Common.get("Contract", "").split(ContractFiles, ';', -1, false);
  }

  void storeOptions(tidy::ClangTidyOptions::OptionMap &Map) override {
    const OptionsView Common("pvops", Map, nullptr);
    Common.store(Map, "Level", CommonShow);
    Common.store(Map, "Contract", llvm::join(ContractFiles, ";"));
    Options.store(Map, "Level", Show);
  }

  bool isLanguageVersionSupported(const LangOptions &Lang) const override {
    return !Lang.CPlusPlus;
  }

  void registerPPCallbacks(const SourceManager &, Preprocessor *PP,
                           Preprocessor *) override {
    Current->PP = PP;
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  }

  // All checks hear of the start before one of them is asked.
  void onStartOfTranslationUnit() override { Current->reset(); }
  void onEndOfTranslationUnit() override { Current->reset(); }

  void check(const ast_matchers::MatchFinder::MatchResult &Match) override {
    // A broken AST gives broken findings; clang-tidy says what is wrong.
    if (Match.Context->getDiagnostics().hasUncompilableErrorOccurred())
      return;
    if (!Current->Analysed)
      analyse(*Match.Context);
    if (Current->Result)
      report(*Match.SourceManager, Match.Context->getDiagnostics());
  }

private:
  std::string Name;
  std::shared_ptr<Unit> Current;
  Level Show, CommonShow;
  SmallVector<StringRef, 0> ContractFiles;

  void analyse(ASTContext &Context) {
    Current->Analysed = true;
    const std::vector<std::string> Files(ContractFiles.begin(),
                                         ContractFiles.end());
    auto Book = pvlint::frontend::rulebookFor(*Current->PP, Files);
    if (!Book) {
      configurationDiag("%0", DiagnosticIDs::Error)
          << llvm::toString(Book.takeError());
      return;
    }
    pvlint::frontend::AnalysisOptions AO;
    AO.Rules = &Book->Rules;
    AO.Native = Book->Native;
    Current->Result = pvlint::frontend::analyse(Context, Book->Contract, AO);
    const std::string Lost =
        pvlint::frontend::describeTooDeep(*Current->Result);
    if (!Lost.empty())
      llvm::errs() << Lost << '\n';
  }

  using Cause = std::vector<const pvlint::checks::Finding *>;

  /// Those of this check. With a NOLINT in the file each finding is a cause:
  /// clang-tidy drops the notes of what it drops, and another place with them.
  std::vector<Cause> causes(const pvlint::extract::Locations &Locs,
                            const SourceManager &SM) const {
    std::vector<Cause> All;
    for (Cause &C : pvlint::frontend::causesOf(Current->Result->Findings, Locs,
                                               SM, Show)) {
      if (C.front()->Check != Name)
        continue;
      if (llvm::none_of(C, [&](const pvlint::checks::Finding *F) {
            const FileID File = SM.getFileID(Locs.clangLocation(F->Loc));
            return SM.getBufferData(File).contains("NOLINT");
          })) {
        All.push_back(std::move(C));
        continue;
      }
      for (const pvlint::checks::Finding *F : C)
        All.push_back({F});
    }
    return All;
  }

  /// The fix-its of all findings of \p C. One is left out when it was offered
  /// before, or where another one changes the same text in another way.
  std::vector<FixItHint> hints(const Cause &C,
                               const pvlint::extract::Locations &Locs,
                               const SourceManager &SM) {
    auto IsSame = [](const FixItHint &A, const FixItHint &B) {
      return A.RemoveRange.getAsRange() == B.RemoveRange.getAsRange() &&
             A.CodeToInsert == B.CodeToInsert;
    };
    auto Overlap = [&](const FixItHint &A, const FixItHint &B) {
      return !SM.isBeforeInTranslationUnit(B.RemoveRange.getEnd(),
                                           A.RemoveRange.getBegin()) &&
             !SM.isBeforeInTranslationUnit(A.RemoveRange.getEnd(),
                                           B.RemoveRange.getBegin());
    };
    std::vector<FixItHint> All;
    for (const pvlint::checks::Finding *F : C) {
      std::vector<FixItHint> More = pvlint::frontend::fixHints(*F, Locs, SM);
      if (!Current->offer(More))
        continue;
      llvm::erase_if(More, [&](const FixItHint &M) {
        return llvm::any_of(All, [&](const auto &A) { return IsSame(A, M); });
      });
      if (llvm::none_of(More, [&](const FixItHint &M) {
            return llvm::any_of(All,
                                [&](const auto &A) { return Overlap(A, M); });
          }))
        llvm::append_range(All, More);
    }
    return All;
  }

  void report(SourceManager &SM, DiagnosticsEngine &Diags) {
    const pvlint::frontend::OwnSeverity Own(Diags);
    const pvlint::extract::Locations &Locs = *Current->Result->Locations;
    for (const Cause &C : causes(Locs, SM)) {
      const pvlint::checks::Finding &F = *C.front();
      const SourceLocation Loc = Locs.clangLocation(F.Loc);
      const std::vector<FixItHint> Hints = hints(C, Locs, SM);
      const auto Parts = pvlint::frontend::fixParts(Hints, Loc, SM);
      {
        auto D = diag(Loc, F.Severity == Level::Error ? "%0 (proven)" : "%0",
                      F.Severity == Level::Audit ? DiagnosticIDs::Remark
                                                 : DiagnosticIDs::Warning);
        D << F.Message;
        if (Parts.size() == 1)
          for (const FixItHint &Hint : Hints)
            D << Hint;
      }
      for (const pvlint::checks::Note &N : F.Notes)
        diag(Locs.clangLocation(N.Loc), "%0", DiagnosticIDs::Note) << N.Text;
      for (const pvlint::checks::Finding *Also : llvm::drop_begin(C))
        diag(Locs.clangLocation(Also->Loc), "%0", DiagnosticIDs::Note)
            << (pvlint::checks::AlsoHere + Also->Message).str();
      if (Parts.size() == 1)
        continue;
      // clang-tidy applies the fix-its of one diagnostic, so a fix that is too
      // far apart for a snippet is one note, for --fix-notes.
      auto First = llvm::min_element(Hints, [&](const auto &A, const auto &B) {
        return SM.isBeforeInTranslationUnit(A.RemoveRange.getBegin(),
                                            B.RemoveRange.getBegin());
      });
      auto D = diag(First->RemoveRange.getBegin(), "%0", DiagnosticIDs::Note);
      D << pvlint::frontend::FixNote;
      for (const FixItHint &Hint : Hints)
        D << Hint;
    }
  }
};

class PvopsModule : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    auto Current = std::make_shared<Unit>();
    for (const pvlint::checks::Check &K : pvlint::checks::registry())
      Factories.registerCheckFactory(
          K.Name, [Current](StringRef Name, tidy::ClangTidyContext *Context) {
            return std::make_unique<Check>(Name, Context, Current);
          });
  }
};

} // namespace

static llvm::Registry<tidy::ClangTidyModule>::Add<PvopsModule>
    Registration("pvops", "interrupt-flags contract of the Linux kernel");
