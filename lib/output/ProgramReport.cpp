//===- ProgramReport.cpp - what is reported of a linked program -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/ProgramReport.h"
#include "ProgramFixes.h"
#include "ir/Notes.h"
#include "output/Words.h"
#include "report/Text.h"
#include "session/Paths.h"
#include "llvm/Support/FormatVariadic.h"

namespace pvlint::output {

ProgramReport::ProgramReport(Report &All, const LinkResult &Program,
                             SourceFiles::WasAnalysed Had)
    : All(All), O(All.options()), Program(Program), HasSources(bool(Had)),
      Sources(std::make_unique<SourceFiles>(All.root().resolved(),
                                            Program.Files, std::move(Had))),
      Edits(std::make_unique<ProgramFixes>(*Sources)) {}

ProgramReport::~ProgramReport() = default;

void ProgramReport::add(std::vector<checks::Finding> Findings) {
  auto Where = [&](flow::Location L) { return Program.placeOf(L); };
  llvm::stable_sort(Findings,
                    [&](const checks::Finding &A, const checks::Finding &B) {
                      return Where(A.Loc) < Where(B.Loc);
                    });
  auto Line = [&](flow::Location L) {
    return HasSources ? Sources->line(L.File, L.Line) : std::nullopt;
  };
  std::vector<Report::Found> Found;
  for (const checks::Finding &F : Findings) {
    if (F.Severity > O.Select.Show) {
      All.hide(F.Severity);
      continue;
    }
    Found.push_back({report::makeResult(F, Where),
                     [&](llvm::raw_ostream &OS, bool IsAlso) {
                       IsAlso ? report::printAlso(F, Program.Files, OS, Line)
                              : (void)report::printText(
                                    F, Program.Files, O.Select.Show, OS, Line);
                     },
                     [&] {
                       return HasSources ? Edits->of(F)
                                         : std::vector<session::FileEdit>();
                     }});
  }
  All.add(std::move(Found));
}

/// The functions that took longest, a line each.
static std::string
describeCosts(llvm::ArrayRef<std::pair<std::string, solve::Cost>> Dearest) {
  std::string Text;
  for (const auto &[Name, C] : Dearest)
    Text += llvm::formatv("pvlint: stats: {0}: {1:f2} s in {2} simulations, "
                          "{3} steps, at most {4} states at a point, {5} rows "
                          "of {6} writes\n",
                          Name, C.Seconds, C.Simulations, C.Steps, C.States,
                          C.Rows, C.Writes)
                .str();
  return Text;
}

void ProgramReport::printSums(const ProgramUnits &Units, bool WasReused) const {
  for (const std::string &Problem : Program.Problems)
    flow::notes() << "pvlint: warning: " << Problem << '\n';
  const solve::Tally &Count = Program.Count;
  if (!O.Quiet) {
    const std::string What = plural(Units.Linked, "unit") + ", " +
                             plural(Program.Functions, "function");
    if (WasReused)
      flow::notes() << "pvlint: not linked again, the program is the same: "
                    << What << '\n';
    else
      flow::notes() << "pvlint: linked " << What
                    << llvm::formatv(" in {0:f1} s\n", Program.Seconds);
    if (All.fixable())
      flow::notes() << "pvlint: " << All.fixable() << " fixable (--fix)\n";
    if (All.suppressed())
      flow::notes() << "pvlint: " << All.suppressed() << " suppressed\n";
    if (std::string Lost = describeLosses(Count, 0); !Lost.empty())
      flow::notes() << "pvlint: given up: " << Lost << '\n';
  }
  if (!O.Stats)
    return;
  if (WasReused)
    flow::notes() << llvm::formatv("pvlint: stats: not linked again; the link "
                                   "took {0:f1} s, and of it:\n",
                                   Program.Seconds);
  flow::notes()
      << "pvlint: stats: " << Program.Solved << " functions solved, "
      << Program.Calls << " calls, " << Program.Sites << " restore sites, "
      << Program.Candidates
      << " disable/enable pairs with interrupts disabled ("
      << Program.FarCandidates << " more too far to follow), " << Count.TooDeep
      << " effects assumed to be balanced, " << Count.UnknownIndirectCalls
      << " unknown indirect calls assumed not to change the interrupt state, "
      << Program.TooManyTargets
      << " function pointers with too many different functions\n"
      << describeCosts(Program.Dearest);
}

/// Says whose lines and fix-its are missing in what was written.
void ProgramReport::printUnread() const {
  const auto Unread = Sources->unread();
  if (Unread.empty())
    return;
  flow::notes() << "pvlint: warning: no source lines and no fix-its for "
                << plural(Unread.size(), "file") << ": " << Unread.front().Name
                << ": " << Unread.front().Why;
  if (Unread.size() > 1)
    flow::notes() << ", and " << Unread.size() - 1 << " more";
  flow::notes() << '\n';
}

llvm::Expected<ExitStatus> ProgramReport::finish(const ProgramUnits &Units) {
  const size_t Number =
      Units.Linked + Units.Failed.size() - Units.MissingShards;
  if (llvm::Error E = All.write(Units.Failed, Number, [&](llvm::StringRef) {
        // Any file may be in a missing part.
        return Units.MissingShards == 0;
      }))
    return E;
  printUnread();
  return All.applyFixes() ? All.status() : Failed;
}

} // namespace pvlint::output
