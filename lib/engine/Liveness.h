//===- Liveness.h - which variables a point still needs ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_LIVENESS_H
#define PVLINT_ENGINE_LIVENESS_H

#include "ir/Program.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/SparseBitVector.h"
#include <vector>

namespace pvlint::solve {

/// Backward liveness at block entries. Dead values are forgotten, so that paths
/// which differ in nothing else meet again.
struct Liveness {
  explicit Liveness(const flow::Function &F);
  std::vector<llvm::BitVector> Vars; ///< by block
  /// By block: few of very many, since most are used where they are made.
  std::vector<llvm::SparseBitVector<>> Temps;
  /// Like Vars, but a store counts as a use: what an overwritten variable held
  /// matters when it was the only copy of a word.
  std::vector<llvm::BitVector> Overwritten;
  std::vector<uint32_t> ReversePostOrder;
  std::vector<uint32_t> OrderOf; ///< block -> position
  bool HasLoop = false;
  /// By block: the heads of the loops that a branch of this block can leave.
  std::vector<llvm::SmallVector<uint32_t, 1>> LeavesLoop;

  /// The variables that are dead at \p Block, and may not have been at the
  /// beginning of a block before it, or are written to there.
  llvm::ArrayRef<uint32_t> dyingBefore(uint32_t Block) const {
    return Dying[Block];
  }

private:
  std::vector<std::vector<uint32_t>> Dying;

  void findDying(const flow::Function &F);
  void findLoops(const flow::Function &F);
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_LIVENESS_H
