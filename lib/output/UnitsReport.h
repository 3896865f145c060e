//===- UnitsReport.h - what is reported of units ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_UNITSREPORT_H
#define PVLINT_OUTPUT_UNITSREPORT_H

#include "output/Report.h"
#include "session/Jobs.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace pvlint::output {

/// Reports units in the order they are added, and counts.
class UnitsReport {
public:
  explicit UnitsReport(Report &All) : All(All), O(All.options()) {}

  void add(const session::Job &J, session::UnitReport Unit);

  /// So many files that were named are left out. With \p IsFailure, the status
  /// says so.
  void skip(unsigned Count, bool IsFailure);
  /// So many units need not be looked at: they read nothing of what changed.
  void leaveOut(unsigned Count) { LeftOut = Count; }

  /// Says what failed, applies fix-its, prints sums.
  ExitStatus finish();

private:
  struct Failure {
    std::string Name, File, Error, Path;
    bool IsTold = false; ///< in full, where it happened
  };

  Report &All;
  const Options &O;
  llvm::StringSet<> Seen;
  std::vector<Failure> Failures;
  unsigned Units = 0, Skipped = 0, LeftOut = 0;
  bool FailsIfSkipped = false;
  std::string LastName;
  llvm::StringSet<> Names; ///< of the units
  session::UnitReport Sum;
  rules::UnusedRules Rules{rules::Scope::Unit};
  llvm::StringSet<> Mistakes; ///< that were printed
  /// The hash of each source that findings are in; none of one that changed
  /// between two units.
  llvm::StringMap<std::optional<uint64_t>> Sources;

  void addUnusedRules();
  void printStats(llvm::StringRef Name, const session::UnitReport &Unit) const;
  void printSummary() const;
  void printFailures() const;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_UNITSREPORT_H
