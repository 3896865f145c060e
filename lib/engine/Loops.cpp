//===- Loops.cpp - what rounds of a loop know of each other ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Counting.h"
#include "Simulator.h"
#include "values/Order.h"

namespace pvlint::solve {

using flow::BinOp;

/// Whether \p E tests what a variable holds at the end of a round, or what it
/// has counted from: it goes on counting, so the loop ends although \p E is
/// remembered.
static bool testsCounter(const State &S, const Expr *E) {
  const bool IsComparison =
      isOrder(E) || (E->K == Expr::Binary && E->Bin == BinOp::Eq &&
                     !E->B->isConst() && !E->HasWord);
  auto Start = [](const Expr *Now) {
    while (Now->K == Expr::Binary && Now->B->isConst() && !Now->HasMemory &&
           (Now->Bin == BinOp::Add || Now->Bin == BinOp::Sub))
      Now = Now->A;
    return Now;
  };
  auto IsCounted = [&](const Expr *Old) {
    return llvm::any_of(S.Cells, [&](const State::Slot &Slot) {
      const Expr *Now = Slot.second, *From = Start(Now);
      if (Old->isConst())
        return Now->isConst() &&
               (Now->Value == Old->Value + 1 || Now->Value == Old->Value - 1);
      return From != Now ? From == Start(Old)
                         : Now == Old && IsComparison && !E->HasMemory;
    });
  };
  return IsComparison ? IsCounted(E->A) || IsCounted(E->B) : IsCounted(E);
}

/// \p S has come back to the head \p Block of a loop.
///
/// A loop that waits for memory to change must not wait for ever: what its
/// exit tests of memory is forgotten, and so is what was learned of memory in
/// the round. What was known before the loop stays, and what is known of values
/// that variables hold, or that are new in each round. A round that leaves
/// interrupts otherwise than they came in may have done so for what it saw:
/// `if (!pcm->nonatomic) spin_lock_irq(…)`.
void Simulator::forgetRound(uint32_t Block, State &S) {
  letOthersWrite(S, /*Stored=*/true);
  const bool IrqsDiffer = !IrqsBefore[Block].contains(S.Irq.Now);
  S.Path.removeIf([&](const Expr *E) {
    if ((!E->HasMemory && !E->HasLocal) || testsCounter(S, E))
      return false;
    if (LeaveTests[Block].contains(E))
      return E->HasMemory && !llvm::is_contained(S.Fresh, E);
    return !KnownBefore[Block].contains(E) && (!IrqsDiffer || E->HasLocal) &&
           llvm::none_of(S.Cells,
                         [&](const State::Slot &C) { return C.second == E; });
  });
  S.Fresh.clear();
}

/// Remembers what the exit test of a loop looks at.
void Simulator::noteLeaveTest(uint32_t Block, const Expr *Cond) {
  for (uint32_t Head : Live.LeavesLoop[Block])
    for (bool Nonzero : {true, false}) {
      Facts Tested;
      (void)Tested.assume(Pool, Cond, Nonzero);
      for (const auto &[E, Fact] : Tested)
        LeaveTests[Head].insert(E);
    }
}

/// A loop that is left before its first round, since `0 < n` is not true: then
/// n is 0, for what loops count to is not negative. False when that contradicts
/// what is known.
bool Simulator::countsNothing(uint32_t Index, const Expr *V, State &S) {
  if (!isOrder(V) || !V->A->isConst(0) || !V->Ty.Signed ||
      Live.LeavesLoop[Index].empty())
    return true;
  const Expr *IsZero =
      Pool.binary(flow::BinOp::Eq, V->B, V->A, {32, true, false});
  return S.Path.truth(Pool, IsZero) == Tri::False ||
         S.Path.assume(Pool, IsZero, true);
}

/// The loop that the block leaves when \p V is not true has come to the end of
/// its count, also where the numbers have been forgotten on the way. False when
/// that contradicts what is known.
bool Simulator::endsCount(const flow::Block &B, uint32_t Index, const Expr *V,
                          State &S) {
  if (!isOrder(V) || !V->B->isConst() || V->A->isConst() ||
      Live.LeavesLoop[Index].empty())
    return true;
  auto [It, New] = Counts.try_emplace(Index);
  if (New)
    It->second = countsTo(F, B);
  return It->second != V->B->Value ||
         S.Path.assume(
             Pool, Pool.binary(flow::BinOp::Eq, V->A, V->B, {32, true, false}),
             true);
}

} // namespace pvlint::solve
