//===- BlockFolding.h - blocks that are nothing but a way on ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block in which a slice keeps nothing, and whose branch it does not keep, is
// where it leads, if that is one place. When it is, what leads to it may lead
// to one place, too. This is n log n in blocks and their targets, whatever the
// order they are in: where two ways become one, only who leads to both is asked
// again, and found in the shorter list.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_BLOCKFOLDING_H
#define PVLINT_IR_BLOCKFOLDING_H

#include "ir/Program.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SmallVector.h"

namespace pvlint::flow {

class BlockFolding {
public:
  /// Something of the blocks in \p NonEmpty, and the branches of those in
  /// \p Decides, are kept. Both stay with the caller, who changes them.
  BlockFolding(const Function &F, const llvm::BitVector &NonEmpty,
               const llvm::BitVector &Decides)
      : F(F), NonEmpty(NonEmpty), Decides(Decides) {}

  /// Joins blocks in which nothing is kept with where they lead: from the last
  /// to the first, and again those that a join may have given one way on.
  void fold();

  /// The block that \p B amounts to.
  uint32_t resolve(uint32_t B);
  /// \p B is kept after all.
  void unfold(uint32_t B) { Folded[B] = B; }

  /// The distinct blocks that \p B's branch can lead to, itself and dead ends
  /// aside; of many, two.
  llvm::SmallVector<uint32_t, 2> successors(uint32_t B);

private:
  const Function &F;
  const llvm::BitVector &NonEmpty, &Decides;
  std::vector<uint32_t> Folded; ///< block -> the block it amounts to

  void foldReturns();
  bool mayFold(uint32_t B) const;
};

} // namespace pvlint::flow

#endif // PVLINT_IR_BLOCKFOLDING_H
