//===- Unit.h - the analysis of one translation unit ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_UNIT_H
#define PVLINT_TOOL_UNIT_H

#include "Jobs.h"
#include "Options.h"
#include "engine/Tally.h"
#include "report/Result.h"
#include "rules/RuleUse.h"

namespace clang {
class CompilerInstance;
} // namespace clang
namespace pvlint::frontend {
struct AnalysisOptions;
struct UnitResult;
struct UnitStates;
} // namespace pvlint::frontend

namespace pvlint::tool {

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
  std::string Flow; ///< with EmitFlow
  /// Which suppressions of the project's rules were of use here, and which
  /// files these can be about; with UnitOptions::NoteRules.
  rules::RuleUse Rules;
  std::vector<std::string> Files;
};

struct UnitOptions {
  const Options &Common;
  bool Color = false;
  unsigned Columns = 0; ///< of the terminal; 0: do not wrap
  /// The process ends after this unit: memory need not be given back.
  bool LastOne = false;
  std::string Root = {}; ///< results name files under it by their relative path
  bool NoteRules = false; ///< for UnitReport::Rules
};

/// Analyses and renders what \p CI has just parsed. Null when there is nothing
/// to analyse; \p Report says why unless that is an error of the compilation.
/// With \p States, what the result refers to is kept there.
std::unique_ptr<frontend::UnitResult>
analyseParsed(clang::CompilerInstance &CI, frontend::AnalysisOptions AO,
              const Job &J, const UnitOptions &Options, UnitReport &Report,
              std::shared_ptr<frontend::UnitStates> *States = nullptr);

/// Parses, analyses and renders. A crash inside is a failure of the unit.
UnitReport analyseUnit(const Job &J, const UnitOptions &Options);

/// Call once, before the first unit.
void initializeUnits();

} // namespace pvlint::tool

#endif // PVLINT_TOOL_UNIT_H
