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
// that the state already decided, or before a switch.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_LASTSTORE_H
#define PVLINT_JUDGE_LASTSTORE_H

#include "engine/State.h"
#include "judge/Condition.h"

namespace pvlint::solve {

/// Finds where on a path something was set.
class LastStore {
public:
  LastStore(const flow::Function &F, const ConditionText &Text)
      : F(F), Text(Text) {}

  /// What set the place that \p Read loads, on the path that ends with the
  /// branch \p At; null if nothing there does, or several may.
  const flow::Op *before(const flow::Op &Read, const Trail &At) const;

private:
  const flow::Function &F;
  const ConditionText &Text;

  const flow::Block *branch(const Trail &T) const;
  /// The blocks from \p First to \p Last; empty if there is a choice between.
  std::vector<const flow::Block *> blocks(uint32_t First,
                                          const flow::Block *Last) const;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_LASTSTORE_H
