//===- Way.h - a path, for people -------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The path to a state, oldest step first: the branches that were taken, and
// what happened to interrupts between them. A branch is described by the value
// of its condition, "'oldcad' NULL", by the macro that asks, and by where on
// the path the tested variable or field was set.
//
// Limits: a condition of which nothing is known but its value, as in a macro's
// body, is only described as true or false. What is set in a callee, or before
// a condition that was known, is not followed.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_WAY_H
#define PVLINT_JUDGE_WAY_H

#include "engine/State.h"
#include "ir/Program.h"

namespace pvlint::solve {

/// A branch, or something that happened.
struct WayStep {
  flow::Range Branch = {};     ///< valid for a branch
  std::string Says = {};       ///< of a branch: "'n' > 1"
  std::string Macro = {};      ///< of a branch: in whose body it is, or empty
  flow::Location Set = {};     ///< of a branch: what it tests was set there
  std::string SetBy = {};      ///< to what "this()" returned, or empty
  const Event *What = nullptr; ///< of anything else
};
using Way = std::vector<WayStep>;

/// The branch of \p F that \p T is, the last one of a path.
WayStep branchOf(const flow::Function &F, const Trail &T);

/// Whether what ends a block of \p F at \p Branch depends on what \p Call
/// answered.
bool asksFor(const flow::Function &F, const flow::Range &Branch,
             const EventOp &Call);

/// The path of \p F that ends with \p Last.
Way wayTo(const flow::Function &F, const Trail *Last);

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_WAY_H
