//===- LastStore.h - where something got its value --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where on a path a tested variable or field was set. A path is the branches
// that were taken; between two of them there is one way, or the search ends.
//
// Limits: what is set in a callee is not found, nor what is set before a branch
// that the state already decided, or before a switch; nor what is set more than
// MaxBranches before.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_LASTSTORE_H
#define PVLINT_JUDGE_LASTSTORE_H

#include "engine/State.h"
#include "judge/Condition.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <vector>

namespace pvlint::solve {

/// Finds where on a path something was set.
class LastStore {
public:
  /// Branches that are gone back over: who reads further has lost the thread.
  static constexpr unsigned MaxBranches = 64;

  LastStore(const flow::Function &F, const ConditionText &Text);

  /// The blocks that end with \p Branch: more than one are copies of it, or of
  /// one macro.
  llvm::SmallVector<const flow::Block *, 1>
  blocksOf(const flow::Range &Branch) const;

  /// What set the place that \p Read loads, on the path that ends with the
  /// branch \p At; null if nothing there does, or several may.
  const flow::Op *before(const flow::Op &Read, const Trail &At) const;

private:
  const flow::Function &F;
  const ConditionText &Text;
  /// By where the branch begins that they end with.
  std::map<flow::Location, llvm::SmallVector<const flow::Block *, 1>> Branches;

  /// What branch() has found.
  mutable llvm::DenseMap<const Trail *, const flow::Block *> BranchOf;

  const flow::Block *branch(const Trail &T) const;
  /// The blocks from \p First to \p Last; empty if there is a choice between.
  std::vector<const flow::Block *> blocks(uint32_t First,
                                          const flow::Block *Last) const;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_LASTSTORE_H
