//===- Analysis.h - one translation unit, from AST to findings --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipeline that every door with a Clang AST shares: extract, solve, check.
// Functions are lowered bottom-up and only where something that matters was
// found in them or below them.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_ANALYSIS_H
#define PVLINT_FRONTEND_ANALYSIS_H

#include "contract/Contract.h"
#include "engine/Solver.h"
#include "extract/Locations.h"
#include "ir/Program.h"
#include "ir/SourceRoot.h"
#include "program/UnitPlaces.h"
#include "rules/RuleUse.h"
#include "clang/AST/ASTContext.h"
#include <atomic>
#include <memory>

namespace pvlint::frontend {

struct AnalysisOptions {
  /// What the project wants to be told.
  const rules::Rules *Rules = nullptr;
  /// Rules are about files as if the tree was built among its sources.
  flow::SourceRoot Root;
  /// Hears which of its suppressions are, or may be, of use; of Rules.
  rules::RuleUse *Use = nullptr;
  /// Keep every lowered function in UnitResult::Flow, for --emit-flow.
  bool KeepFlow = false;
  /// The declarations at file level, in order, when asking the context for them
  /// would read a whole precompiled preamble.
  const std::vector<const clang::Decl *> *Declarations = nullptr;
  /// A header that the user named: it is looked at as the main file is.
  clang::FileID Own;
  /// Files in the preamble that extract::filesWithMarks() found.
  llvm::ArrayRef<std::string> MarksInPreamble;
  /// Keep the solver in UnitResult::Solver.
  bool KeepSolver = false;
  /// Leave when it is set: nobody wants the result any more.
  const std::atomic<bool> *Cancelled = nullptr;
  /// The unit has no paravirt ops for interrupts: isNative().
  bool Native = false;
};

struct UnitResult {
  std::vector<checks::Finding> Findings; ///< all levels
  solve::Tally Count;
  std::vector<std::string> GivenUp; ///< names of functions given up
  unsigned Bodies = 0;              ///< function bodies reached
  unsigned Lowered = 0;             ///< of them, turned into flow
  unsigned NoCfg = 0;               ///< Clang could not build a CFG
  /// Of these, functions that nest too deeply for that.
  std::vector<std::string> TooDeep;
  double ExtractSeconds = 0, SolveSeconds = 0;
  flow::Program Flow;
  /// Refers to the contract; knows only what has been solved.
  std::unique_ptr<solve::UnitPlaces> Places; ///< that Solver asks
  std::unique_ptr<solve::Solver> Solver;
  std::unique_ptr<extract::Locations> Locations; ///< refers to Flow
};

std::unique_ptr<UnitResult> analyse(clang::ASTContext &Context,
                                    const flow::Contract &C,
                                    const AnalysisOptions &Options);

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_ANALYSIS_H
