//===- Unit.h - the analysis of one translation unit ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_UNIT_H
#define PVLINT_SESSION_UNIT_H

#include "checks/Selection.h"
#include "engine/StatePrinter.h"
#include "ir/SourceRoot.h"
#include "session/Jobs.h"
#include "session/UnitReport.h"
#include <functional>

namespace clang {
class CompilerInstance;
class FileID;
} // namespace clang
namespace pvlint::frontend {
struct AnalysisOptions;
struct UnitResult;
struct UnitStates;
} // namespace pvlint::frontend

namespace pvlint::session {

/// What interrupts are on each line of functions, by a glob of their names.
struct StateQuestion {
  std::string File, Function;

  explicit operator bool() const { return !Function.empty(); }
};

/// A unit whose findings are made, while its tree is there.
struct ParsedUnit {
  clang::CompilerInstance &CI;
  /// With the flow program and the solver.
  const frontend::UnitResult &Result;
  /// The file that is looked at: the source, or the header of the job.
  const clang::FileID &Own;
};

struct UnitOptions {
  checks::Selection Select;
  /// Added to the built-in contract and to the project's.
  std::vector<std::string> ContractFiles;
  bool KeepFlow = false;     ///< for UnitReport::Listing
  solve::Inspection Inspect; ///< likewise
  StateQuestion Explain;     ///< likewise
  bool KeepStates = false;   ///< for UnitReport::States
  /// Asks more of the unit than findings; UnitReport::Listing is for its
  /// answer.
  std::function<void(const ParsedUnit &, UnitReport &)> Examine;
  bool Color = false;
  unsigned Columns = 0; ///< of the terminal; 0: do not wrap
  /// The process ends after this unit: memory need not be given back.
  bool LastOne = false;
  flow::SourceRoot Root; ///< without links; results name files from it
  /// The text names files so as well, and not as the command does.
  bool NameFromRoot = false;
  bool NoteRules = false; ///< for UnitReport::Rules
};

/// Analyses and renders what \p CI has just parsed. Null when there is nothing
/// to analyse; \p Report says why unless that is an error of the compilation.
/// With \p States, what the result refers to is kept there.
std::unique_ptr<frontend::UnitResult>
analyseParsed(clang::CompilerInstance &CI, frontend::AnalysisOptions AO,
              const Job &J, const UnitOptions &Options, UnitReport &Report,
              std::shared_ptr<frontend::UnitStates> *States = nullptr);

/// The source of \p J, as results name it.
std::string unitPath(const Job &J, const UnitOptions &Options);

/// Parses, analyses and renders. For crashes, see batch/CheckUnits.h.
UnitReport analyseUnit(const Job &J, const UnitOptions &Options);

/// Call once, before the first unit.
void initializeUnits();

} // namespace pvlint::session

#endif // PVLINT_SESSION_UNIT_H
