//===- UnitStates.h - a unit, kept for questions ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What outlives a unit's AST so that an editor can ask about any line of it:
// the solver with the summaries of all that was solved, and the functions of
// the unit's own file, lowered but not sliced.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_FRONTEND_UNITSTATES_H
#define PVLINT_FRONTEND_UNITSTATES_H

#include "frontend/Analysis.h"
#include <mutex>

namespace pvlint::frontend {

struct UnitStates {
  /// A function of the unit's own file.
  struct Body {
    /// With a probe where a statement begins on another line.
    std::unique_ptr<flow::Function> Flow;
    /// From the line of the first specifier to that of the closing brace.
    unsigned FirstLine = 0, LastLine = 0;
    /// First and last lines of its statements; of one that holds others, of
    /// what comes before these (`if (…)`). In the order of the source.
    std::vector<std::pair<unsigned, unsigned>> Statements;

    /// The line of the statement that \p Line is part of, or of the next one;
    /// none when only the end of the function follows.
    std::optional<unsigned> statementAt(unsigned Line) const;
  };

  flow::Contract Contract;
  std::vector<std::string> Files;            ///< that locations speak of
  std::unique_ptr<solve::UnitPlaces> Places; ///< that Solver asks
  std::unique_ptr<solve::Solver> Solver;
  std::vector<Body> Bodies; ///< in the order of the source
  /// Questions change the solver's pool of values: one at a time.
  std::mutex Asking;

  explicit UnitStates(flow::Contract C) : Contract(std::move(C)) {}

  /// The function around \p Line, or null.
  const Body *at(unsigned Line) const;
};

/// Fills \p States, with whose contract \p Result was analysed, while the AST
/// is there. False when it was told to leave.
bool keepStates(clang::ASTContext &Context, UnitResult &Result,
                UnitStates &States, const std::atomic<bool> &Cancelled);

} // namespace pvlint::frontend

#endif // PVLINT_FRONTEND_UNITSTATES_H
