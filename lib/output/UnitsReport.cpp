//===- UnitsReport.cpp - what is reported of units ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/UnitsReport.h"
#include "ir/Notes.h"
#include "output/Words.h"
#include "rules/Suppression.h"
#include "session/Paths.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"

using llvm::StringRef;

namespace pvlint::output {

void UnitsReport::printStats(StringRef Name,
                             const session::UnitReport &U) const {
  flow::notes() << llvm::formatv(
      "pvlint: stats: {0}: {1} bodies reached, {2} lowered, {3} solved, {4} "
      "restore sites, {5} unknown indirect calls; {6:f1} ms (extract {7:f1}, "
      "solve {8:f1})\n",
      Name, U.Bodies, U.Lowered, U.Count.Functions, U.Count.RestoreSites,
      U.Count.UnknownIndirectCalls, U.Seconds * 1000, U.ExtractSeconds * 1000,
      U.SolveSeconds * 1000);
}

void UnitsReport::add(const session::Job &J, session::UnitReport Unit) {
  ++Units;
  LastName = J.Name;
  Names.insert(Unit.Path);
  if (J.Contents)
    All.setText(Unit.Path, *J.Contents);
  if (Unit.Failed) {
    // The same for many units.
    if (Mistakes.insert(Unit.Mistakes).second)
      llvm::errs() << Unit.Mistakes;
    llvm::errs() << Unit.ErrorText;
    Failures.push_back(
        {J.Name, J.File, Unit.FirstError, Unit.Path, !Unit.Mistakes.empty()});
    return;
  }
  for (const auto &[Name, Hash] : Unit.Sources) {
    const auto [It, New] = Sources.try_emplace(Name, Hash);
    if (!New && It->second != Hash)
      It->second = std::nullopt;
  }
  Rules.add(Unit.Rules);
  for (const std::string &File : Unit.Files)
    Rules.analysed(File);
  All.text() << Unit.Listing;
  All.addStates(std::move(Unit.States));
  std::vector<Report::Found> Found;
  for (session::UnitFinding &F : Unit.Findings) {
    if (!Seen.insert(F.Key).second)
      continue;
    if (F.Text.empty() && F.Result.Suppressed == checks::Suppression::None)
      All.hide(F.Severity);
    else
      Found.push_back({std::move(F.Result),
                       [&F](llvm::raw_ostream &OS, bool IsAlso) {
                         OS << (IsAlso ? F.Also : F.Text);
                       },
                       [&F] { return std::move(F.Fix); }});
  }
  All.add(std::move(Found));
  if (O.Stats)
    printStats(J.Name, Unit);
  Sum.Bodies += Unit.Bodies;
  Sum.Lowered += Unit.Lowered;
  Sum.NoCfg += Unit.NoCfg;
  Sum.Count.Functions += Unit.Count.Functions;
  Sum.Count.RestoreSites += Unit.Count.RestoreSites;
  Sum.Count.UnknownIndirectCalls += Unit.Count.UnknownIndirectCalls;
  Sum.Count.TooLong += Unit.Count.TooLong;
  Sum.Count.TooManyStates += Unit.Count.TooManyStates;
  Sum.Seconds += Unit.Seconds;
  Sum.ExtractSeconds += Unit.ExtractSeconds;
  Sum.SolveSeconds += Unit.SolveSeconds;
}

void UnitsReport::skip(unsigned Count, bool IsFailure) {
  Skipped = Count;
  FailsIfSkipped = IsFailure;
}

void UnitsReport::addUnusedRules() {
  for (const std::string &File : Rules.files())
    Names.insert(All.root().name(File));
  All.add(Rules);
}

void UnitsReport::printSummary() const {
  llvm::raw_ostream &OS = flow::notes();
  if (Units != 1 || Skipped) {
    OS << "pvlint: " << plural(Units, "unit") << ", "
       << plural(All.shown(), "finding");
    if (All.fixable())
      OS << " (" << All.fixable() << " fixable)";
    if (All.suppressed())
      OS << ", " << All.suppressed() << " suppressed";
    if (All.hiddenAudit())
      OS << ", " << plural(All.hiddenAudit(), "audit finding")
         << " not shown (--level=audit)";
    if (All.hidden() > All.hiddenAudit())
      OS << ", " << plural(All.hidden() - All.hiddenAudit(), "warning")
         << " not shown (--level=warning)";
    if (Skipped)
      OS << ", " << plural(Skipped, "file") << " skipped";
    if (Failures.size() == Units && !LeftOut)
      OS << "; nothing was analysed";
    OS << '\n';
  } else if (All.suppressed()) {
    OS << "pvlint: " << LastName << ": " << All.suppressed() << " suppressed\n";
  }
  if (std::string Lost = describeLosses(Sum.Count, Sum.NoCfg); !Lost.empty())
    OS << "pvlint: " << (Units == 1 ? LastName + ": " : "")
       << "given up: " << Lost << '\n';
}

void UnitsReport::printFailures() const {
  const Failure &First = Failures.front();
  // Clang's errors start with their place.
  const bool Placed = StringRef(First.Error).starts_with(First.File + ":");
  flow::notes() << "pvlint: error: " << Failures.size() << " of "
                << plural(Units, "unit") << " could not be analysed: ";
  if (!Placed)
    flow::notes() << First.Name << ": ";
  flow::notes() << (First.IsTold ? "see above" : First.Error);
  for (size_t I = 1; I < Failures.size() && I < 5; ++I)
    flow::notes() << (I == 1 ? "; also " : ", ") << Failures[I].Name;
  if (Failures.size() > 5)
    flow::notes() << ", …";
  flow::notes() << '\n';
}

ExitStatus UnitsReport::finish() {
  // A rule may be about what is missing.
  if (Failures.empty() && O.Select.Checks.allows(rules::SuppressionCheck))
    addUnusedRules();
  ExitStatus Status = O.EmitFlow ? Clean : All.status();
  if (O.Stats && Units > 1)
    printStats("all", Sum);
  if (!O.Quiet)
    printSummary();
  All.setAnalysed([this](StringRef Name, StringRef Text) {
    const auto It = Sources.find(Name);
    return It == Sources.end() || It->second == llvm::xxh3_64bits(Text);
  });
  UnitFailures Missing;
  for (const Failure &F : Failures)
    Missing.emplace_back(F.Path, F.Error);
  if (llvm::Error E = All.write(std::move(Missing), Units, [&](StringRef Path) {
        return Names.contains(Path);
      })) {
    flow::notes() << "pvlint: error: " << llvm::toString(std::move(E)) << '\n';
    Status = Failed;
  }
  // Reports quote what was analysed, so only now.
  if (!All.applyFixes())
    Status = Failed;
  if (!Failures.empty()) {
    printFailures();
    Status = Failed;
  }
  return Skipped && FailsIfSkipped ? Failed : Status;
}

} // namespace pvlint::output
