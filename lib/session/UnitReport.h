//===- UnitReport.h - what is known of a unit -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_UNITREPORT_H
#define PVLINT_SESSION_UNITREPORT_H

#include "engine/Tally.h"
#include "report/Result.h"
#include "rules/RuleUse.h"
#include "llvm/Support/Error.h"

namespace pvlint::session {

/// A change of a file on disk.
struct FileEdit {
  std::string Path; ///< absolute
  unsigned Offset = 0, Length = 0;
  std::string Text;
  uint64_t Contents = 0; ///< hash of the file that was analysed
  /// The same as lines and columns, from 1.
  unsigned Line = 0, Col = 0, EndLine = 0, EndCol = 0;

  friend bool operator==(const FileEdit &, const FileEdit &) = default;
  friend auto operator<=>(const FileEdit &, const FileEdit &) = default;
};

/// A finding in the form it is printed.
struct UnitFinding {
  std::string Key;  ///< equal for the same finding seen from another unit
  std::string Text; ///< empty when it is below the level shown or suppressed
  std::string Also; ///< the same as a note of another finding of its cause
  checks::Level Severity = checks::Level::Warning;
  std::vector<FileEdit> Fix;
  report::Result Result; ///< when it has a text, or is suppressed
  /// The line of the source whose #include leads to the finding; 0 when it is
  /// in the source itself, or in what comes before its first line.
  unsigned IncludedAt = 0;
};

struct UnitReport {
  std::string Path; ///< of the source, as results have it
  bool Failed = false;
  std::string FirstError; ///< one line
  std::string ErrorText;  ///< the first errors as Clang prints them
  /// All mistakes in files of the project, when these are why it failed: a line
  /// for each, with its place. FirstError is the first of them.
  std::string Mistakes;
  std::vector<UnitFinding> Findings;
  solve::Tally Count;
  unsigned Bodies = 0, Lowered = 0, NoCfg = 0;
  double Seconds = 0, ExtractSeconds = 0, SolveSeconds = 0;
  /// What was asked for beside findings: the flow program, states, summaries.
  std::string Listing;
  /// Of functions that findings lead through; with UnitOptions::KeepStates.
  std::vector<report::StateBar> States;
  /// Which suppressions of the project's rules were of use here, and which
  /// files these can be about; with UnitOptions::NoteRules.
  rules::RuleUse Rules;
  std::vector<std::string> Files;
  /// The files that findings are in, by the names that these have for them, and
  /// the hash of what was analysed.
  std::vector<std::pair<std::string, uint64_t>> Sources;

  /// It failed since \p E. Mistakes in files are all kept; else the first line
  /// says enough.
  void fail(llvm::Error E);
};

} // namespace pvlint::session

#endif // PVLINT_SESSION_UNITREPORT_H
