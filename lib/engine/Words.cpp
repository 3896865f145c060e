//===- Words.cpp - whether a value is a word that was saved ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Words.h"
#include "engine/Holders.h"
#include "engine/Memory.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::Opcode;

Core coreOf(const Expr *E) {
  Core R;
  for (;; E = E->A) {
    if (E->K == Expr::Cast) {
      if (E->Ty.Bits < E->A->Ty.Bits && !(typeMask(E->Ty) & ~R.Kept)) {
        R.Cut = E;
        R.Kept = typeMask(E->Ty);
      }
    } else if (isBooleanOfWord(E)) {
      R.Cut = E;
      R.Kept = 0;
    } else {
      break;
    }
  }
  R.Value = E;
  return R;
}

/// The word whose bits \p Mask are those of \p E, if there is one.
static const Expr *carries(const Expr *E, uint64_t Mask) {
  switch (E->K) {
  case Expr::Word:
    return E;
  case Expr::Cast:
    return E->Ty.Bits < 64 && Mask >> E->Ty.Bits ? nullptr
                                                 : carries(E->A, Mask);
  case Expr::Binary:
    switch (E->Bin) {
    case BinOp::And:
      return E->B->isConst() && !(Mask & ~E->B->Value) ? carries(E->A, Mask)
                                                       : nullptr;
    case BinOp::Or:
    case BinOp::Xor:
      if (hasNone(E->B, Mask))
        return carries(E->A, Mask);
      return hasNone(E->A, Mask) ? carries(E->B, Mask) : nullptr;
    default:
      return nullptr;
    }
  default:
    return nullptr;
  }
}

/// The words that \p E is computed from, without repetition.
static void wordsIn(const Expr *E, llvm::SmallVectorImpl<const Expr *> &Out) {
  if (!E || !E->HasWord)
    return;
  if (E->K == Expr::Word) {
    if (llvm::none_of(Out,
                      [&](const Expr *W) { return W->Origin == E->Origin; }))
      Out.push_back(E);
    return;
  }
  wordsIn(E->A, Out);
  wordsIn(E->B, Out);
  for (const Expr *Arg : E->Args)
    wordsIn(Arg, Out);
}

const Expr *markCut(const Scene &Sc, const flow::Op &O, const Expr *From,
                    const Expr *To) {
  if (!From->HasWord || coreOf(From).Value->K != Expr::Word)
    return To;
  const bool Narrower = To->K == Expr::Cast && To->Ty.Bits < From->Ty.Bits;
  const bool ToBool = To->K == Expr::Binary && To->Bin == BinOp::Ne &&
                      To->B->isConst(0) && O.Ty.Bits == 1;
  if (!Narrower && !ToBool)
    return To;
  const Event *Cut = Sc.Pool.event(Event::Narrow, Sc.In, &O, O.Loc);
  if (!Sc.Pool.hasHolder(Cut))
    Sc.Pool.noteHolder(Cut, holderOf(Sc.F, O));
  return Sc.Pool.cutAt(To, Cut);
}

const flow::Op *sourceOf(const Definitions &Gives, const flow::Operand &V,
                         uint8_t &CastTo) {
  const flow::Op *O = Gives.of(V);
  while (O && (O->Code == Opcode::Cast || O->Code == Opcode::Copy)) {
    if (O->Code == Opcode::Cast)
      CastTo = std::max(CastTo, O->Ty.Bits);
    if (!O->A.isTemp())
      break;
    O = Gives.of(O->A);
  }
  return O;
}

/// Where the number that is restored was stored to the variable, or null for a
/// literal. False when a test of the variable has told the number.
static bool isRealConstant(const Scene &Sc, const State &S,
                           const flow::Operand &From, const flow::Op *&Stored) {
  const flow::Function &F = Sc.F;
  uint8_t CastTo = 0;
  const flow::Op *Load = sourceOf(Sc.Gives, From, CastTo);
  if (!Load || Load->Code != Opcode::Load)
    return !From.isTemp() || (Load && !Load->A.isTemp());
  const Expr *Held = S.get(S.Cells, cellOf(Sc.Pool, S, Load->P)->Id);
  if (!Held || !Held->isConst())
    return false;
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops)
      if (O.Code == Opcode::Store && O.P == Load->P && !Stored) {
        uint8_t Ignored = 0;
        const flow::Op *Value = sourceOf(Sc.Gives, O.A, Ignored);
        const flow::Operand &A = Value ? Value->A : O.A;
        if (A.K == flow::Operand::Const && A.Value == Held->Value)
          Stored = &O;
      }
  return true;
}

WordMatch matchWord(const Scene &Sc, const State &S, const WordUse &Use) {
  ExprPool &Pool = Sc.Pool;
  WordMatch M;
  M.Is = coreOf(Use.Word);
  const Expr *Value = M.Is.Value;
  if (Value->K == Expr::Word && Value->Family != Use.Family) {
    M.K = WordMatch::OtherFamily;
    return M;
  }
  if (Use.Full)
    return M; // popf of flags that this code makes up
  const Tri Current = Use.When.truth(Pool, Use.Irq);
  const bool IsClosed = Current != Tri::False && !S.MayBeOpen && Use.IrqEvent &&
                        Use.IrqEvent->innermost()->K == Event::Restore &&
                        Use.Irq == Pool.stateOf(Value);
  uint8_t Ignored = 0;
  M.Load = Use.From ? sourceOf(Sc.Gives, *Use.From, Ignored) : nullptr;
  const bool IsOneOfMany = M.Load && llvm::is_contained(M.Load->P.Path, "[]");
  if (IsClosed && !IsOneOfMany &&
      ((Value->K == Expr::Word && Value->Spent) ||
       (Value->HasCallerValue && !Value->HasLocal &&
        llvm::is_contained(S.Restored, Value)))) {
    M.K = WordMatch::Again;
  } else if (Value->K == Expr::Const) {
    if (!Use.From || isRealConstant(Sc, S, *Use.From, M.Stored))
      M.K = WordMatch::Number;
  } else if (Value->HasWord && Value->K != Expr::Word) {
    const uint64_t Mask = Pool.contract().family(Use.Family).EnableMask;
    const Expr *Same = Mask ? carries(Value, Mask) : nullptr;
    if (Same && Same->Family == Use.Family)
      return M; // other bits than IF do not count
    wordsIn(Value, M.Words);
    M.K = M.Words.size() > 1 ? WordMatch::Mixed : WordMatch::Changed;
  }
  return M;
}

} // namespace pvlint::solve
