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
// of its condition: "'oldcad' NULL".
//
// Limits: a condition that is more than a comparison of names and numbers, such
// as a product, is only described as true or false.
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
  const Event *What = nullptr; ///< of anything else
};
using Way = std::vector<WayStep>;

/// The branch of \p F that \p T is, with what its condition came to.
WayStep branchOf(const flow::Function &F, const Trail &T);

/// Whether what ends a block of \p F at \p Branch depends on what \p Call
/// answered.
bool asksFor(const flow::Function &F, const flow::Range &Branch,
             const EventOp &Call);

/// The path of \p F that ends with \p Last.
Way wayTo(const flow::Function &F, const Trail *Last);

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_WAY_H
