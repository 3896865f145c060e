//===- Report.h - the one report, of units or of a program ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All findings, of units or of a program, come here one by one: each is
// counted, added to every requested format, and may make the command fail, and
// its fix-it is collected. What is specific to units or to a program is
// reported by UnitsReport.h and ProgramReport.h.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_REPORT_H
#define PVLINT_OUTPUT_REPORT_H

#include "ir/SourceRoot.h"
#include "output/ExitStatus.h"
#include "output/Failures.h"
#include "output/Options.h"
#include "report/Baseline.h"
#include "rules/RuleUse.h"
#include "session/UnitReport.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <memory>

namespace pvlint::output {

class FixFiles;
class PatchFiles;
class ReportFiles;

class Report {
public:
  /// Text goes to \p Out unless it was sent elsewhere.
  Report(const Options &O, llvm::raw_ostream &Out);
  ~Report();

  /// Reads the baseline, and what changed in the folder of \p Root, which
  /// places are named from.
  llvm::Error open(const flow::SourceRoot &Root);

  /// The files that --diff names, absolute; nothing without --diff.
  std::optional<std::vector<std::string>> changedFiles() const;

  /// What was known to an earlier program; instead of a file.
  void setBaseline(report::Baseline B);

  /// Whether the page is asked for: it alone shows the census and states.
  bool makesPage() const;
  void setCensus(std::string Json);
  /// How to tell whether a source is still what was analysed.
  void setAnalysed(decltype(report::Results::WasAnalysed) Had);
  /// \p Source was given as text.
  void setText(llvm::StringRef Source, std::string Text);
  void addStates(std::vector<report::StateBar> States);

  const Options &options() const { return O; }
  const flow::SourceRoot &root() const;
  /// Where findings are printed as text while they come.
  llvm::raw_ostream &text();

  /// A finding of the level shown, or suppressed.
  struct Found {
    report::Result R;
    /// Prints it, as a note of the one before where that is of the same cause.
    std::function<void(llvm::raw_ostream &, bool IsAlso)> Print;
    std::function<std::vector<session::FileEdit>()> Fix;
  };
  /// Takes all findings of a unit, or of a program, in order. Those of one
  /// cause become one report.
  void add(std::vector<Found> All);
  /// Takes one below the level shown.
  void hide(checks::Level Severity);
  /// Takes the suppressions that suppress nothing.
  void add(const rules::UnusedRules &Rules);

  unsigned shown() const { return NumShown; }
  unsigned fixable() const { return NumFixable; }
  unsigned hidden() const { return NumHidden; }
  /// Of hidden().
  unsigned hiddenAudit() const { return NumHiddenAudit; }
  unsigned suppressed() const;

  /// Writes all forms. \p Covers tells which files were analysed: what the
  /// baseline has of others is neither fixed nor forgotten.
  llvm::Error write(UnitFailures Missing, uint64_t Units,
                    llvm::function_ref<bool(llvm::StringRef Path)> Covers);

  /// Does what --fix says. False if a file could not be written.
  bool applyFixes();

  /// By the findings alone.
  ExitStatus status() const;

private:
  bool addOne(Found F, bool IsAlso);

  const Options &O;
  std::unique_ptr<ReportFiles> Files;
  std::unique_ptr<FixFiles> Fixes;
  std::unique_ptr<PatchFiles> Patches;
  unsigned NumShown = 0, NumFixable = 0, NumHidden = 0, NumHiddenAudit = 0;
  bool Failing = false; ///< something at or above --fail-on
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_REPORT_H
