//===- ReportFiles.h - forms of a report, and the baseline ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_REPORTFILES_H
#define PVLINT_OUTPUT_REPORTFILES_H

#include "ir/SourceRoot.h"
#include "output/Failures.h"
#include "output/Options.h"
#include "report/Baseline.h"
#include "report/ChangedLines.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <set>

namespace pvlint::output {

/// What --format, --baseline and --update-baseline ask for.
class ReportFiles {
public:
  /// Text goes to \p Out unless it was sent elsewhere.
  ReportFiles(const Options &O, llvm::raw_ostream &Out);

  /// Reads the baseline, and what changed in the folder of \p Root.
  llvm::Error open(const flow::SourceRoot &Root);

  /// What was known to an earlier program; instead of a file.
  void setBaseline(report::Baseline B) { Base = std::move(B); }

  /// The folder that paths start from.
  const flow::SourceRoot &root() const { return All.Root; }

  /// Where findings are printed as text while they come.
  llvm::raw_ostream &text() { return *Text; }

  /// Whether the page is asked for: it alone shows the census and states.
  bool makesPage() const;
  void setCensus(std::string Json) { All.Census = std::move(Json); }
  void setAnalysed(decltype(report::Results::WasAnalysed) Had) {
    All.WasAnalysed = std::move(Had);
  }
  void setText(llvm::StringRef Source, std::string Text) {
    All.Given[Source] = std::move(Text);
  }
  const report::Results &results() const { return All; }
  void addStates(std::vector<report::StateBar> States);

  /// Gives \p R its fingerprint.
  void name(report::Result &R) { Names.name(R); }
  /// Takes a finding that has a name and is shown, or suppressed. Returns
  /// whether it is a new one to act on.
  bool add(report::Result R);

  /// Writes everything. \p Covers tells which files were analysed: what the
  /// baseline has of others is neither fixed nor forgotten.
  llvm::Error finish(UnitFailures Failed, uint64_t Units, uint64_t Hidden,
                     llvm::function_ref<bool(llvm::StringRef Path)> Covers);

  uint64_t known() const { return Known; }
  /// Where --diff says what changed.
  const std::optional<report::ChangedLines> &changed() const { return Changed; }
  uint64_t suppressed() const { return All.Suppressed.size(); }

private:
  const Options &O;
  std::string TextFile, TextBuffer;
  llvm::raw_string_ostream TextStream{TextBuffer};
  llvm::raw_ostream *Text;
  report::Fingerprints Names;
  report::Results All;
  std::optional<report::Baseline> Base;
  std::optional<report::ChangedLines> Changed;
  uint64_t New = 0, Known = 0;
  std::set<std::pair<std::string, std::string>> HasStates;
  uint64_t Elsewhere = 0; ///< not where something changed

  void printSummary(uint64_t Fixed) const;
  void dropStaleFixes();
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_REPORTFILES_H
