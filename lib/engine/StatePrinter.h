//===- StatePrinter.h - a function's states, line by line -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `--print-states=FUNCTION` and `--print-summary=FUNCTION` print, for who
// wants to know why something was reported, or was not. The form is for people
// and may change.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_STATEPRINTER_H
#define PVLINT_ENGINE_STATEPRINTER_H

#include "engine/Solver.h"

namespace pvlint::solve {

/// Functions that somebody wants to see the inside of, by globs of their names;
/// an empty one is none.
struct Inspection {
  std::string States, Summaries;

  explicit operator bool() const {
    return !States.empty() || !Summaries.empty();
  }
  bool wantsStates(llvm::StringRef Function) const;
  bool wantsSummary(llvm::StringRef Function) const;
  /// Prints what is wanted of \p Body, which \p S knows as \p Key.
  void print(Solver &S, const flow::Function &Body, llvm::StringRef Key,
             llvm::raw_ostream &OS) const;
};

/// Solves \p Body once more and prints the states in which each line that is
/// left of it is reached, in the order of the lines. False when it is too large
/// to be followed.
bool printStates(Solver &S, const flow::Function &Body, llvm::raw_ostream &OS);

/// Prints what callers of \p Name see. False when nothing is known of it.
bool printSummary(Solver &S, llvm::StringRef Name, llvm::raw_ostream &OS);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_STATEPRINTER_H
