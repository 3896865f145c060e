//===- Reads.cpp - whether something depends on undefined bits ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reads.h"

namespace pvlint::solve {

using flow::Opcode;

/// Whether a caller may have put a word where \p V comes from. In a linked
/// program that is asked of millions of values: only where a call passes a
/// word, or a pointer to one, is it worth following.
bool ReadJudge::mayBeWord(const Expr *V) const {
  return Sc.Why == DemandKind::Word || !Sc.Believes.WordsOnDemand;
}

/// Whether what depends on \p V may depend on bits of a caller's word that are
/// undefined there, or on its IF.
bool ReadJudge::isCallersWord(const Expr *V) const {
  return !V->HasLocal && mayBeWord(V) &&
         (V->MaybeUndefined || Bypass.mayReadIf(V));
}

void ReadJudge::reads(const Reading &R, const State &S) {
  const Expr *V = R.Value;
  // Keeping or passing on a whole word is not a read of its bits.
  if (R.K == ReadKind::Store || R.K == ReadKind::Call)
    if (V->K == Expr::Word || !V->Undefined || (R.To && R.To->K == Cell::Var))
      return;
  if (V->Undefined) {
    if (!Report || !V->Source)
      return;
    ReadObservation O;
    O.K = R.K;
    O.Read = Pool.event(Event::Read, Sc.In, R.At, R.Loc);
    O.Value = V;
    if (R.From)
      if (const flow::Op *Load = findWordLoad(*R.From)) {
        O.WordLoad = Load->Loc;
        if (Load->P.K == flow::Place::Var && Load->P.Path.empty())
          O.Variable = F.Vars[Load->P.Index].Name;
      }
    Log.observe(O);
  } else if (isCallersWord(V)) {
    Obligation O;
    O.K = Obligation::ReadBits;
    O.When = callerVisible(S.Path);
    O.Value = V;
    O.At = Pool.event(Event::Read, Sc.In, R.At, R.Loc);
    O.Index = static_cast<unsigned>(R.K);
    oblige(std::move(O));
  }
}

void ReadJudge::due(const DueObligation &D) {
  const Expr *V = D.Subst.expr(D.Of.Value);
  const Event *At = D.Subst.event(D.Of.At);
  if (V->Undefined) {
    if (Report) {
      ReadObservation R;
      R.K = static_cast<ReadKind>(D.Of.Index);
      R.Read = At;
      R.Value = V;
      Log.observe(R);
    }
  } else if (V->HasWord) {
    Bypass.judgeIfRead(V, At);
  } else if (isCallersWord(V)) {
    Obligation Up = D.Of;
    Up.When = callerVisible(D.When);
    Up.Value = V;
    Up.At = At;
    oblige(std::move(Up));
  }
}

/// The load of the 64-bit variable that \p From is computed from: what a fix-it
/// replaces.
const flow::Op *ReadJudge::findWordLoad(const flow::Operand &From,
                                        unsigned Depth) const {
  const flow::Op *O = Depth > 8 ? nullptr : Sc.Gives.of(From);
  if (!O)
    return nullptr;
  switch (O->Code) {
  case Opcode::Load:
    return O->Loc.isText() ? O : nullptr;
  case Opcode::Copy:
  case Opcode::Cast:
  case Opcode::Unary:
    return findWordLoad(O->A, Depth + 1);
  case Opcode::Binary: {
    const flow::Op *A = findWordLoad(O->A, Depth + 1);
    const flow::Op *B = findWordLoad(O->B, Depth + 1);
    return A && B ? nullptr : A ? A : B;
  }
  default:
    return nullptr;
  }
}

} // namespace pvlint::solve
