//===- BlockFolding.cpp - blocks that are nothing but a way on ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockFolding.h"
#include "llvm/ADT/STLExtras.h"
#include <queue>

namespace pvlint::flow {

uint32_t BlockFolding::resolve(uint32_t B) {
  while (Folded[B] != B)
    B = Folded[B] = Folded[Folded[B]];
  return B;
}

llvm::SmallVector<uint32_t, 2> BlockFolding::successors(uint32_t B) {
  llvm::SmallVector<uint32_t, 2> Result;
  for (uint32_t T : F.Blocks[B].Term.Targets) {
    T = resolve(T);
    if (T == B || (!NonEmpty[T] && F.Blocks[T].Term.K == TermKind::Unreachable))
      continue;
    if (!llvm::is_contained(Result, T))
      Result.push_back(T);
    if (Result.size() == 2)
      break;
  }
  return Result;
}

/// Whether \p B has no more to say than where it leads. The function's begin
/// stays.
bool BlockFolding::mayFold(uint32_t B) const {
  const TermKind K = F.Blocks[B].Term.K;
  return B != 0 && Folded[B] == B && !NonEmpty[B] && !Decides[B] &&
         K != TermKind::Return && K != TermKind::Unreachable;
}

/// All returns that say nothing are one.
void BlockFolding::foldReturns() {
  Folded.resize(F.Blocks.size());
  uint32_t Plain = ~0u;
  for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
    Folded[B] = B;
    if (F.Blocks[B].Term.K != TermKind::Return || NonEmpty[B] || Decides[B])
      continue;
    if (Plain == ~0u)
      Plain = B;
    Folded[B] = Plain;
  }
}

void BlockFolding::fold() {
  foldReturns();
  const uint32_t Count = F.Blocks.size();
  // By block that stands for others: who leads to any of them.
  std::vector<std::vector<uint32_t>> Before(Count);
  llvm::BitVector Waits(Count);
  std::priority_queue<uint32_t> Round, Next;
  for (uint32_t B = 0; B != Count; ++B)
    if (mayFold(B)) {
      for (const uint32_t T : F.Blocks[B].Term.Targets)
        Before[resolve(T)].push_back(B);
      Round.push(B);
      Waits.set(B);
    }
  for (; !Round.empty(); std::swap(Round, Next))
    while (!Round.empty()) {
      const uint32_t B = Round.top();
      Round.pop();
      Waits.reset(B);
      const auto To = successors(B);
      if (To.size() != 1)
        continue;
      Folded[B] = To[0];
      std::vector<uint32_t> &Joined = Before[To[0]];
      if (Joined.size() < Before[B].size())
        std::swap(Joined, Before[B]);
      Before[B].push_back(To[0]); // which may lead to B, and now to itself
      for (const uint32_t Who : Before[B])
        if (mayFold(Who) && !Waits[Who]) {
          Waits.set(Who);
          (Who < B ? Round : Next).push(Who);
        }
      Joined.insert(Joined.end(), Before[B].begin(), Before[B].end());
      Before[B] = {};
    }
}

} // namespace pvlint::flow
