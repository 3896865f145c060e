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

  void report(SourceManager &SM, DiagnosticsEngine &Diags) {
    const pvlint::frontend::OwnSeverity Own(Diags);
    const pvlint::extract::Locations &Locs = *Current->Result->Locations;
    for (const pvlint::checks::Finding &F : Current->Result->Findings) {
      if (F.Check != Name || F.Severity > Show || F.isSuppressed())
        continue;
      const SourceLocation Loc = Locs.clangLocation(F.Loc);
      auto Hints = pvlint::frontend::fixHints(F, Locs, SM);
      if (!Current->offer(Hints))
        Hints.clear();
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
