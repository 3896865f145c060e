//===- LinkCommand.cpp - pvlint link --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkCommand.h"
#include "Commands.h"
#include "FixFiles.h"
#include "Jobs.h"
#include "LinkInput.h"
#include "ProgramFixes.h"
#include "ProgramIndex.h"
#include "Rendering.h"
#include "ReportFiles.h"
#include "program/Link.h"
#include "report/Text.h"
#include "rules/Findings.h"
#include "rules/RuleUse.h"
#include "rules/Suppression.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include <chrono>

namespace pvlint::tool {

static report::Place placeOf(const solve::Link &Program, flow::Location L) {
  const std::vector<std::string> &Names = Program.files();
  if (!L.isValid() || L.File >= Names.size())
    return {};
  return {Names[L.File], L.Line, L.Col};
}

/// The absolute path of a file of \p Program.
static std::string fullPath(const solve::Link &Program, const std::string &Root,
                            uint32_t File) {
  llvm::SmallString<128> Path(Program.files()[File]);
  llvm::sys::path::make_absolute(Root, Path);
  return Path.str().str();
}

/// Leaves of \p Findings what the project and the command line want to see.
static void applyRules(const Options &O, const solve::Link &Program,
                       const rules::Rules &Rules, const std::string &Root,
                       std::vector<checks::Finding> &Findings,
                       rules::RuleUse *Use) {
  Rules.apply(
      Findings, [&](uint32_t File) { return fullPath(Program, Root, File); },
      Use);
  std::erase_if(Findings, [&](const checks::Finding &F) {
    return !O.Checks.allows(F.Check);
  });
}

/// Rules of the project that none of the program's findings needs.
static std::vector<checks::Finding>
unusedRules(const Options &O, const LinkInput &Input,
            const solve::Link &Program, const std::string &Root,
            const rules::RuleUse &Use, std::vector<std::string> &Files) {
  // What is missing may be what a rule is for.
  if (!Use || !Input.Failed.empty() ||
      !O.Checks.allows(rules::SuppressionCheck))
    return {};
  rules::UnusedRules Unused(rules::Scope::Program);
  Unused.add(Use);
  for (uint32_t File = 0; File != Program.files().size(); ++File)
    Unused.analysed(realPath(fullPath(Program, Root, File)));
  std::vector<checks::Finding> Found = Unused.take(Files);
  for (std::string &File : Files)
    File = relativeTo(Root, File);
  return Found;
}

/// A finding of unusedRules().
static report::Result ruleResult(const checks::Finding &F,
                                 llvm::ArrayRef<std::string> Files) {
  return report::makeResult(F, [&](flow::Location L) {
    return report::Place{Files[L.File], L.Line, L.Col};
  });
}

/// What the program of --base reports. A finding that a change has lifted to
/// the level shown is one that the change introduced.
static llvm::Expected<report::Baseline>
findingsBefore(const Options &O, const rules::Rules &Rules,
               const std::string &Root) {
  auto Input = openLinkInput(O.BaseFolders);
  if (!Input)
    return Input.takeError();
  // What they would have found would seem to be new.
  if (!Input->MissingShards.empty())
    return llvm::createStringError(
        "--base: " + llvm::join(Input->MissingShards, ", ") +
        " is not there, or not done");
  auto C = linkContract(O, *Input);
  if (!C)
    return C.takeError();
  solve::Link Program(linkFiles(*Input), *C);
  Program.run();
  report::Baseline Before;
  report::Fingerprints Names;
  std::vector<checks::Finding> Findings = rules::findingsOf(
      Program.observations(), *C, Program.marks(), rules::Scope::Program);
  // What a rule hides now would seem to be fixed.
  rules::RuleUse Use(Rules);
  applyRules(O, Program, Rules, Root, Findings, &Use);
  auto Add = [&](const checks::Finding &F, report::Result R) {
    if (F.Severity > O.Show || F.isSuppressed())
      return;
    Names.name(R);
    Before.add(R);
  };
  for (const checks::Finding &F : Findings)
    Add(F, report::makeResult(
               F, [&](flow::Location L) { return placeOf(Program, L); }));
  std::vector<std::string> RuleFiles;
  for (const checks::Finding &F :
       unusedRules(O, *Input, Program, Root, Use, RuleFiles))
    Add(F, ruleResult(F, RuleFiles));
  return Before;
}

/// Analyses the program that \p Input is.
static ExitStatus report(const Options &O, LinkInput &Input,
                         llvm::ArrayRef<std::string> Folders) {
  // A run knows where the sources are; a link is believed to be in the tree.
  const bool HasSources = !O.BuildPath.empty();
  auto Root = HasSources ? sourceRoot(O) : llvm::Expected<std::string>(".");
  if (!Root)
    return fail(Root.takeError());
  // A diff is meant for another program.
  ReportFiles Files(O, O.Fix == FixMode::Diff ? llvm::errs() : llvm::outs());
  if (llvm::Error E = Files.open(*Root))
    return fail(std::move(E));
  auto Rules = rules::Rules::find(*Root);
  if (!Rules)
    return fail(Rules.takeError());
  const std::string RealRoot = realPath(*Root);
  if (!O.BaseFolders.empty()) {
    auto Before = findingsBefore(O, *Rules, RealRoot);
    if (!Before)
      return fail(Before.takeError());
    Files.setBaseline(std::move(*Before));
  }
  auto C = linkContract(O, Input);
  if (!C)
    return fail(C.takeError());
  const auto Start = std::chrono::steady_clock::now();
  // Never freed: the process ends with it, and a whole kernel takes a while to
  // take apart.
  solve::Link &Program = *new solve::Link(linkFiles(Input), *C);
  Program.run();
  std::vector<checks::Finding> Findings = rules::findingsOf(
      Program.observations(), *C, Program.marks(), rules::Scope::Program);
  if (Files.wantsCensus()) {
    auto Sites = censusOf(Program, *C, Findings);
    if (!Sites)
      return fail(Sites.takeError());
    report::CensusOptions Everything;
    Everything.List.Verdict = "all";
    std::string Json;
    llvm::raw_string_ostream OS(Json);
    report::printCensusJson(*Sites, Everything, OS);
    Files.setCensus(std::move(Json));
  }
  if (Folders.size() == 1)
    if (llvm::Error E = writeIndex(Folders.front(), Program, *C, Findings))
      llvm::errs() << "pvlint: warning: no index was written: "
                   << llvm::toString(std::move(E)) << '\n';
  rules::RuleUse Use(*Rules);
  applyRules(O, Program, *Rules, RealRoot, Findings, &Use);
  auto Where = [&](flow::Location L) { return placeOf(Program, L); };
  llvm::stable_sort(Findings,
                    [&](const checks::Finding &A, const checks::Finding &B) {
                      return Where(A.Loc) < Where(B.Loc);
                    });
  uint64_t Hidden = 0, Fixable = 0;
  bool Failing = false;
  ProgramFixes Edits(RealRoot, Program.files());
  FixFiles Fixes;
  auto Report = [&](const checks::Finding &F, llvm::ArrayRef<std::string> Names,
                    report::Result R) {
    if (F.Severity > O.Show) {
      ++Hidden;
      return;
    }
    if (!Files.add(std::move(R)))
      return;
    report::printText(F, Names, O.Show, Files.text());
    if (HasSources && !F.Fix.empty()) {
      std::vector<FileEdit> Fix = Edits.of(F);
      Fixable += !Fix.empty();
      Fixes.add(std::move(Fix));
    }
    Failing |= O.FailOn && F.Severity <= *O.FailOn && !O.UpdateBaseline;
  };
  for (const checks::Finding &F : Findings)
    Report(F, Program.files(), report::makeResult(F, Where));
  std::vector<std::string> RuleFiles;
  for (const checks::Finding &F :
       unusedRules(O, Input, Program, RealRoot, Use, RuleFiles))
    Report(F, RuleFiles, ruleResult(F, RuleFiles));
  llvm::outs().flush();
  const double Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  for (const std::string &Problem : Program.symbols().problems())
    llvm::errs() << "pvlint: warning: " << Problem << '\n';
  const solve::Tally &Count = Program.tally();
  if (!O.Quiet) {
    llvm::errs() << "pvlint: linked " << plural(Input.Units.size(), "unit")
                 << ", " << plural(Program.symbols().nodes().size(), "function")
                 << llvm::formatv(" in {0:f1} s\n", Seconds);
    if (Fixable)
      llvm::errs() << "pvlint: " << Fixable << " fixable (--fix)\n";
    if (Files.suppressed())
      llvm::errs() << "pvlint: " << Files.suppressed() << " suppressed\n";
    if (std::string Lost = describeLosses(Count, 0); !Lost.empty())
      llvm::errs() << "pvlint: given up: " << Lost << '\n';
  }
  if (O.Stats)
    llvm::errs() << "pvlint: stats: " << Program.numSummarised()
                 << " functions solved, " << Program.edges().size()
                 << " calls, " << Program.observations().Sites.size()
                 << " restore sites, " << Program.numCandidates()
                 << " disable/enable pairs under interrupts off ("
                 << Program.numFarCandidates() << " more too far to follow), "
                 << Count.TooDeep << " effects taken as balanced, "
                 << Count.UnknownIndirectCalls
                 << " unknown indirect calls taken as neutral, "
                 << Program.numTooManyTargets()
                 << " function pointers with too many different functions\n";
  const size_t Units =
      Input.Units.size() + Input.Failed.size() - Input.MissingShards.size();
  if (llvm::Error E =
          Files.finish(Input.Failed, Units, Hidden, [&](llvm::StringRef) {
            // A part that is missing may have any file.
            return Input.MissingShards.empty();
          }))
    return fail(std::move(E));
  if (O.Fix != FixMode::None && !Fixes.apply(O.Fix, O.Quiet, llvm::outs()))
    return Failed;
  return Failing ? ExitStatus::Findings : Clean;
}

void printFailures(const UnitFailures &Units) {
  for (const auto &[Name, Message] : Units) {
    llvm::errs() << "pvlint: error: not analysed: ";
    // Clang's errors start with their place.
    if (!llvm::StringRef(Message).contains(Name + ":"))
      llvm::errs() << Name << ": ";
    llvm::errs() << Message << '\n';
  }
}

ExitStatus linkAndReport(const Options &O,
                         llvm::ArrayRef<std::string> Folders) {
  auto Input = openLinkInput(Folders);
  if (!Input)
    return fail(Input.takeError());
  const ExitStatus Status = report(O, *Input, Folders);
  printFailures(Input->Failed);
  return Input->Failed.empty() ? Status : Failed;
}

ExitStatus runLink(const Options &O) {
  if (O.Files.empty())
    return fail("no folder to link (see 'pvlint link --help')");
  return linkAndReport(O, O.Files);
}

} // namespace pvlint::tool
