//===- Report.h - the units' reports put together ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_REPORT_H
#define PVLINT_TOOL_REPORT_H

#include "FixFiles.h"
#include "ReportFiles.h"
#include "Unit.h"
#include "llvm/ADT/StringSet.h"

namespace pvlint::tool {

enum ExitStatus : int {
  Clean = 0,
  Findings = 1,
  Failed = 2,
  Interrupted = 130, ///< as shells say of SIGINT
};

/// Prints the reports of units in the order they are added, and counts.
class Report {
public:
  /// Findings go where \p Files wants them.
  Report(const Options &O, ReportFiles &Files) : O(O), Files(Files) {}

  void add(const Job &J, UnitReport Unit);

  /// Says what failed, applies fix-its, prints sums.
  ExitStatus finish();

private:
  struct Failure {
    std::string Name, File, Error, Path;
    bool IsTold = false; ///< in full, where it happened
  };

  const Options &O;
  ReportFiles &Files;
  llvm::StringSet<> Seen;
  std::vector<Failure> Failures;
  FixFiles Fixes;
  unsigned Units = 0, Shown = 0, Fixable = 0, Hidden = 0, HiddenAudit = 0,
           Suppressed = 0;
  std::string LastName;
  llvm::StringSet<> Names; ///< of the units
  bool Failing = false;    ///< something at or above --fail-on
  UnitReport Sum;
  rules::UnusedRules Rules{rules::Scope::Unit};
  llvm::StringSet<> Mistakes; ///< that were printed

  void addUnusedRules();
  void printStats(llvm::StringRef Name, const UnitReport &Unit) const;
  void printSummary() const;
};

/// What was given up in \p Count, in words; empty when nothing was.
std::string describeLosses(const solve::Tally &Count, unsigned NoCfg);

/// "1 unit", "2 units".
std::string plural(unsigned Count, llvm::StringRef Noun);

/// Flushes stdout; Failed if it could not be written.
ExitStatus finishOutput(ExitStatus Status);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_REPORT_H
