//===- Context.cpp - what the CPU is doing --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/Context.h"

namespace pvlint::solve {

/// Whether \p E is a number that the contract calls stable and that depends on
/// nothing: the answer of in_task(), or of preempt_count().
static bool isAnswer(ExprPool &Pool, const Expr *E) {
  if (E->K != Expr::Stable || !E->Args.empty())
    return false;
  const flow::Primitive *P = Pool.contract().function(E->Name);
  return P && P->Stable;
}

bool asksForContext(ExprPool &Pool, const Expr *E) {
  if (isAnswer(Pool, E))
    return true;
  // Bits of a number that each CPU has for itself: preempt_count.
  if (E->K == Expr::Binary && E->Bin == flow::BinOp::And && E->B->isConst()) {
    const Expr *Count = E->A;
    while (Count->K == Expr::Cast)
      Count = Count->A;
    if (Count->K == Expr::Init && Count->C->isPerCpu())
      return true;
  }
  return (E->A && asksForContext(Pool, E->A)) ||
         (E->B && asksForContext(Pool, E->B));
}

/// Whether \p E is nonzero in a hard interrupt handler.
static bool isSetInHandler(const Expr *E) {
  // <linux/preempt.h>, since 2.6.
  static constexpr int64_t HardirqMask = 0xf0000;
  return E->K == Expr::Binary && E->Bin == flow::BinOp::And &&
         E->B->isConst() && (E->B->Value & HardirqMask);
}

bool isOfContext(ExprPool &Pool, const Obligation &O) {
  return !O.Guess && llvm::none_of(O.When, [&](const auto &Known) {
    const auto &[E, Is] = Known;
    return asksForContext(Pool, E) && !(isSetInHandler(E) && Is.excludes(0));
  });
}

} // namespace pvlint::solve
