//===- Report.cpp - the units' reports put together -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "Rendering.h"
#include "report/Text.h"
#include "rules/Suppression.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using llvm::StringRef;

namespace pvlint::tool {

std::string plural(unsigned Count, StringRef Noun) {
  return (llvm::Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

std::string describeLosses(const solve::Tally &Count, unsigned NoCfg) {
  std::vector<std::string> Parts;
  if (Count.TooLong)
    Parts.push_back(plural(Count.TooLong, "function") +
                    " too large and taken as neutral");
  if (Count.TooManyStates)
    Parts.push_back(plural(Count.TooManyStates, "function") +
                    " with states merged");
  if (NoCfg)
    Parts.push_back(plural(NoCfg, "function") + " without a CFG");
  return llvm::join(Parts, ", ");
}

void Report::printStats(StringRef Name, const UnitReport &U) const {
  llvm::errs() << llvm::formatv(
      "pvlint: stats: {0}: {1} bodies reached, {2} lowered, {3} solved, {4} "
      "restore sites, {5} unknown indirect calls; {6:f1} ms (extract {7:f1}, "
      "solve {8:f1})\n",
      Name, U.Bodies, U.Lowered, U.Count.Functions, U.Count.RestoreSites,
      U.Count.UnknownIndirectCalls, U.Seconds * 1000, U.ExtractSeconds * 1000,
      U.SolveSeconds * 1000);
}

void Report::add(const Job &J, UnitReport Unit) {
  ++Units;
  LastName = J.Name;
  Names.insert(Unit.Path);
  if (Unit.Failed) {
    // The same for many units.
    if (Mistakes.insert(Unit.Mistakes).second)
      llvm::errs() << Unit.Mistakes;
    llvm::errs() << Unit.ErrorText;
    Failures.push_back(
        {J.Name, J.File, Unit.FirstError, Unit.Path, !Unit.Mistakes.empty()});
    return;
  }
  Rules.add(Unit.Rules);
  for (const std::string &File : Unit.Files)
    Rules.analysed(File);
  Files.text() << Unit.Flow;
  for (UnitFinding &F : Unit.Findings) {
    if (!Seen.insert(F.Key).second)
      continue;
    if (F.Result.Suppressed != checks::Suppression::None) {
      ++Suppressed;
      Files.add(std::move(F.Result));
      continue;
    }
    if (F.Text.empty()) {
      ++Hidden;
      HiddenAudit += F.Severity == checks::Level::Audit;
      continue;
    }
    if (!Files.add(std::move(F.Result)))
      continue;
    ++Shown;
    Fixable += !F.Fix.empty();
    if (O.FailOn && F.Severity <= *O.FailOn && !O.UpdateBaseline)
      Failing = true;
    if (!O.EmitFlow)
      Files.text() << F.Text;
    if (O.Fix != FixMode::None)
      Fixes.add(std::move(F.Fix));
  }
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

void Report::addUnusedRules() {
  for (const std::string &File : Rules.files())
    Names.insert(relativeTo(Files.root(), File));
  std::vector<std::string> Paths;
  std::vector<checks::Finding> Found = Rules.take(Paths);
  for (std::string &Path : Paths)
    Path = relativeTo(Files.root(), Path);
  for (const checks::Finding &F : Found) {
    if (F.Severity > O.Show) {
      ++Hidden;
      continue;
    }
    Suppressed += F.isSuppressed();
    if (!Files.add(report::makeResult(F, [&](flow::Location L) {
          return report::Place{Paths[L.File], L.Line, L.Col};
        })))
      continue;
    ++Shown;
    Failing |= O.FailOn && F.Severity <= *O.FailOn && !O.UpdateBaseline;
    if (!O.EmitFlow)
      report::printText(F, Paths, O.Show, Files.text());
  }
}

void Report::printSummary() const {
  llvm::raw_ostream &OS = llvm::errs();
  if (Units > 1) {
    OS << "pvlint: " << plural(Units, "unit") << ", "
       << plural(Shown, "finding");
    if (Fixable)
      OS << " (" << Fixable << " fixable)";
    if (Suppressed)
      OS << ", " << Suppressed << " suppressed";
    if (HiddenAudit)
      OS << ", " << plural(HiddenAudit, "audit finding")
         << " not shown (--level=audit)";
    if (Hidden > HiddenAudit)
      OS << ", " << plural(Hidden - HiddenAudit, "warning")
         << " not shown (--level=warning)";
    OS << '\n';
  } else if (Suppressed) {
    OS << "pvlint: " << LastName << ": " << Suppressed << " suppressed\n";
  }
  if (std::string Lost = describeLosses(Sum.Count, Sum.NoCfg); !Lost.empty())
    OS << "pvlint: " << (Units == 1 ? LastName + ": " : "")
       << "given up: " << Lost << '\n';
}

ExitStatus Report::finish() {
  // What is missing may be what a rule is for.
  if (Failures.empty() && O.Checks.allows(rules::SuppressionCheck))
    addUnusedRules();
  ExitStatus Status = Failing ? Findings : Clean;
  if (O.EmitFlow)
    Status = Clean;
  if (O.Fix != FixMode::None && !Fixes.apply(O.Fix, O.Quiet, llvm::outs()))
    Status = Failed;
  if (O.Stats && Units > 1)
    printStats("all", Sum);
  if (!O.Quiet)
    printSummary();
  UnitFailures Missing;
  for (const Failure &F : Failures)
    Missing.emplace_back(F.Path, F.Error);
  if (llvm::Error E =
          Files.finish(std::move(Missing), Units, Hidden,
                       [&](StringRef Path) { return Names.contains(Path); })) {
    llvm::errs() << "pvlint: error: " << llvm::toString(std::move(E)) << '\n';
    Status = Failed;
  }
  if (!Failures.empty()) {
    const Failure &First = Failures.front();
    // Clang's errors start with their place.
    const bool Placed = StringRef(First.Error).starts_with(First.File + ":");
    llvm::errs() << "pvlint: error: " << Failures.size() << " of "
                 << plural(Units, "unit") << " could not be analysed: ";
    if (!Placed)
      llvm::errs() << First.Name << ": ";
    llvm::errs() << (First.IsTold ? "see above" : First.Error);
    for (size_t I = 1; I < Failures.size() && I < 5; ++I)
      llvm::errs() << (I == 1 ? "; also " : ", ") << Failures[I].Name;
    if (Failures.size() > 5)
      llvm::errs() << ", …";
    llvm::errs() << '\n';
    Status = Failed;
  }
  return Status;
}

ExitStatus finishOutput(ExitStatus Status) {
  llvm::raw_fd_ostream &OS = llvm::outs();
  OS.flush();
  if (OS.has_error()) {
    llvm::errs() << "pvlint: error: cannot write to stdout: "
                 << OS.error().message() << '\n';
    OS.clear_error();
    return Failed;
  }
  return Status;
}

} // namespace pvlint::tool
