//===- WordState.cpp - what a word says of interrupts ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Expr.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::UnOp;

const Expr *ExprPool::stateOf(const Expr *W) {
  const unsigned Family = W->K == Expr::Word ? W->Family : 0;
  const flow::WordFamily &F = Contract.family(Family);
  switch (W->K) {
  case Expr::Word:
    return W->A;
  case Expr::Const:
    return constant(((W->Value & F.EnableMask) != 0) == F.SetMeansOn);
  case Expr::Cast:
    return stateOf(W->A);
  case Expr::Binary:
    if (isBooleanOfWord(W))
      return stateOf(W->A);
    if (W->B->isConst() && (W->Bin == BinOp::And || W->Bin == BinOp::Or)) {
      bool Set = (W->B->Value & F.EnableMask) != 0;
      if (W->Bin == BinOp::And)
        return Set ? stateOf(W->A) : constant(!F.SetMeansOn);
      return Set ? constant(F.SetMeansOn) : stateOf(W->A);
    }
    break;
  default:
    break;
  }
  Expr E;
  E.K = Expr::IfBit;
  E.A = W;
  E.Ty = {1, false, false};
  return intern(E);
}

/// When \p E is a masked and perhaps shifted word, the word and the bits of \p
/// E that stand for its enable bits.
const Expr *ExprPool::asMaskedWord(const Expr *E, uint64_t &Bits) const {
  switch (E->K) {
  case Expr::Cast: {
    const Expr *W = asMaskedWord(E->A, Bits);
    // A narrow type may have lost them.
    return W && (E->Ty.Bits >= 64 || Bits >> E->Ty.Bits == 0) ? W : nullptr;
  }
  case Expr::Binary:
    break;
  default:
    return nullptr;
  }
  if (E->Bin == BinOp::Shr && E->B->isConst()) {
    const Expr *W = asMaskedWord(E->A, Bits);
    const uint64_t K = E->B->Value & 63;
    if (!W || Bits >> K << K != Bits)
      return nullptr; // shifted out
    Bits >>= K;
    return W;
  }
  if (E->Bin != BinOp::And || !E->B->isConst())
    return nullptr;
  const Expr *W = E->A;
  const flow::WordFamily *F = nullptr;
  Bits = E->B->Value;
  while (W->K == Expr::Cast) {
    if (W->Ty.Bits < 64 && Bits >> W->Ty.Bits)
      return nullptr;
    W = W->A;
  }
  if (W->K != Expr::Word && !W->MaybeUndefined && W->K != Expr::Opaque)
    return nullptr;
  F = &Contract.family(W->K == Expr::Word ? W->Family : 0);
  return Bits && !(Bits & ~F->EnableMask) ? W : nullptr;
}

const Expr *ExprPool::asStateTest(const Expr *E, bool &Negated) {
  if (E->K == Expr::Unary && E->Un == UnOp::Not) {
    const Expr *State = asStateTest(E->A, Negated);
    Negated = !Negated;
    return State;
  }
  uint64_t Bits = 0;
  const Expr *W = nullptr;
  bool Inverse = false;
  if (E->K == Expr::Binary && (E->Bin == BinOp::Eq || E->Bin == BinOp::Ne) &&
      E->B->isConst()) {
    W = asMaskedWord(E->A, Bits);
    if (!W || (E->B->Value != 0 && uint64_t(E->B->Value) != Bits))
      return nullptr;
    Inverse = (E->B->Value != 0) != (E->Bin == BinOp::Eq);
  } else {
    W = asMaskedWord(E, Bits);
  }
  if (!W)
    return nullptr;
  Negated =
      Inverse == Contract.family(W->K == Expr::Word ? W->Family : 0).SetMeansOn;
  return stateOf(W);
}

} // namespace pvlint::solve
