//===- OwnWord.cpp - whether what is restored is the word saved -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value that reaches a restore is an expression over what it was computed
// from, so its shape tells whether it is a word that was saved, whole: a word
// under casts to narrower types was cut (clause C7), a word under other
// operations was changed, and a number never was one (clause C4). A word that
// was restored before, with the state still as that restore left it, closed its
// section at the first restore.
//
// Limits: of a value that comes from where no save was seen only the type is
// known. Numbers that a caller passes are judged where the caller is.
//
//===----------------------------------------------------------------------===//

#include "FunctionSolver.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::Opcode;

namespace {
/// A value without the casts around it.
struct Core {
  const Expr *Value = nullptr;
  const Expr *Cut = nullptr; ///< the first cast to the narrowest type
  uint64_t Kept = ~uint64_t(0);
};
} // namespace

static Core coreOf(const Expr *E) {
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

/// Whether the bits \p Mask of \p E are zero whatever it is computed from.
static bool isZero(const Expr *E, uint64_t Mask) {
  if (E->isConst())
    return !(E->Value & Mask);
  if (E->K == Expr::Cast)
    return isZero(E->A, Mask);
  return E->K == Expr::Binary && E->Bin == BinOp::And && E->B->isConst() &&
         !(E->B->Value & Mask);
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
      if (isZero(E->B, Mask))
        return carries(E->A, Mask);
      return isZero(E->A, Mask) ? carries(E->B, Mask) : nullptr;
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

/// \p To is what \p O makes of \p From. Where that cuts a word, the value
/// remembers the place.
const Expr *FunctionSolver::noteCut(const flow::Op &O, const Expr *From,
                                    const Expr *To) {
  if (!From->HasWord || coreOf(From).Value->K != Expr::Word)
    return To;
  const bool Narrower = To->K == Expr::Cast && To->Ty.Bits < From->Ty.Bits;
  const bool ToBool = To->K == Expr::Binary && To->Bin == BinOp::Ne &&
                      To->B->isConst(0) && O.Ty.Bits == 1;
  if (!Narrower && !ToBool)
    return To;
  return Pool.cutAt(To, Pool.event(Event::Narrow, &F, &O, O.Loc));
}

/// Records that what is left of a word after a cut is used as a word at \p At.
void FunctionSolver::observeCut(const Expr *Word, const Event *At,
                                bool IsTest) {
  const Core C = coreOf(Word);
  if (!Report || !C.Cut || !C.Cut->Origin || C.Value->K != Expr::Word)
    return;
  NarrowObservation O;
  O.Use = At;
  O.IsTest = IsTest;
  O.Cut = C.Cut->Origin;
  O.Word = C.Value;
  O.Ty = isBooleanOfWord(C.Cut) ? flow::Type{1, false, false} : C.Cut->Ty;
  O.LosesState = Pool.contract().family(C.Value->Family).EnableMask & ~C.Kept ||
                 isBooleanOfWord(C.Cut);
  // A test of what is left of IF is one of IF.
  if (IsTest && !O.LosesState)
    return;
  Parent.observe(O);
}

/// The operation that gives \p V, past casts.
const flow::Op *FunctionSolver::sourceOf(const flow::Operand &V,
                                         uint8_t &CastTo) const {
  if (!V.isTemp())
    return nullptr;
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops) {
      if (!O.HasResult || O.Result != V.Index)
        continue;
      if (O.Code != Opcode::Cast && O.Code != Opcode::Copy)
        return &O;
      if (O.Code == Opcode::Cast)
        CastTo = std::max(CastTo, O.Ty.Bits);
      return O.A.isTemp() ? sourceOf(O.A, CastTo) : &O;
    }
  return nullptr;
}

/// A restore takes its word from a parameter or field that is too narrow for
/// one, whoever put it there.
void FunctionSolver::observeNarrowHolder(const Expr *Value, const Event *At,
                                         const flow::Operand &From) {
  if (!Report ||
      (Value->K != Expr::Param &&
       !(Value->K == Expr::Init && Value->C->K != Cell::Var)) ||
      Value->Ty.Pointer)
    return;
  uint8_t CastTo = 0;
  const flow::Op *Load = sourceOf(From, CastTo);
  if (!Load || Load->Code != Opcode::Load || Load->Ty.Bits >= CastTo)
    return;
  NarrowObservation O;
  O.Use = At;
  O.Holder = Load;
  O.Ty = Load->Ty;
  O.LosesState = Pool.contract().family(0).EnableMask & ~typeMask(Load->Ty);
  Parent.observe(O);
}

/// Where the number that is restored was stored to the variable, or null for a
/// literal. False when a test of the variable has told the number.
bool FunctionSolver::isRealConstant(const State &S, const flow::Operand &From,
                                    const flow::Op *&Stored) {
  uint8_t CastTo = 0;
  const flow::Op *Load = sourceOf(From, CastTo);
  if (!Load || Load->Code != Opcode::Load)
    return !From.isTemp() || (Load && !Load->A.isTemp());
  const Expr *Held = S.get(S.Cells, cell(S, Load->P)->Id);
  if (!Held || !Held->isConst())
    return false;
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops)
      if (O.Code == Opcode::Store && O.P == Load->P && !Stored) {
        uint8_t Ignored = 0;
        const flow::Op *Value = sourceOf(O.A, Ignored);
        const flow::Operand &A = Value ? Value->A : O.A;
        if (A.K == flow::Operand::Const && A.Value == Held->Value)
          Stored = &O;
      }
  return true;
}

/// Whether each way from \p Since (or from the entry) to a return passes by \p
/// At.
bool FunctionSolver::isUnguarded(const flow::Op *At,
                                 const flow::Op *Since) const {
  auto BlockOf = [&](const flow::Op *O) -> uint32_t {
    for (uint32_t B = 0; B != F.Blocks.size(); ++B)
      if (const auto &Ops = F.Blocks[B].Ops;
          !Ops.empty() && O >= &Ops.front() && O <= &Ops.back())
        return B;
    return 0;
  };
  const uint32_t Avoid = BlockOf(At);
  std::vector<char> Seen(F.Blocks.size());
  std::vector<uint32_t> Work{Since ? BlockOf(Since) : 0};
  while (!Work.empty()) {
    const uint32_t B = Work.back();
    Work.pop_back();
    if (B == Avoid || Seen[B])
      continue;
    Seen[B] = true;
    if (F.Blocks[B].Term.K == flow::TermKind::Return)
      return false;
    Work.insert(Work.end(), F.Blocks[B].Term.Targets.begin(),
                F.Blocks[B].Term.Targets.end());
  }
  return true;
}

/// Whether a word of this function that says more than "off" is still to be
/// looked at after \p At.
bool FunctionSolver::hasLiveWord(const State &S, const flow::Op *At) const {
  for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
    const auto &Ops = F.Blocks[B].Ops;
    if (Ops.empty() || At < &Ops.front() || At > &Ops.back())
      continue;
    for (const State::Slot &Slot : S.Cells) {
      const Expr *V = Slot.second;
      const Cell *C = Pool.cell(Slot.first);
      if (V->K != Expr::Word || V->Spent || V->A->isConst(0))
        continue;
      if (C->K != Cell::Var)
        return true;
      for (const flow::Op *O = At + 1; O <= &Ops.back(); ++O)
        if ((O->Code == Opcode::Load || O->Code == Opcode::Addr) &&
            O->P.K == flow::Place::Var && O->P.Index == C->Var_)
          return true;
      for (uint32_t To : F.Blocks[B].Term.Targets)
        if (Live.Vars[To][C->Var_])
          return true;
    }
  }
  return false;
}

/// Judges whether \p Word, which is restored at \p At, is a word of \p Family
/// as some save gave it. True when it is not, and there is nothing more to say
/// of that restore. \p From is the operand that holds it in this function;
/// \p Guarded tells that a callee restores it on some of its paths only.
bool FunctionSolver::judgeOwnWord(const State &S, const Facts &When,
                                  const Expr *Word, const Expr *Irq,
                                  const Event *IrqEvent, const Event *At,
                                  unsigned Family, bool Full, bool Guarded,
                                  const flow::Operand *From) {
  const Core C = coreOf(Word);
  const Tri Current = When.truth(Pool, Irq);
  ForeignObservation O;
  O.Restore = At;
  O.Family = Family;
  O.IrqEvent = IrqEvent;
  auto Observe = [&](ForeignObservation::Kind K) {
    O.K = K;
    if (Report)
      Parent.observe(O);
    observeSite(At,
                Current == Tri::False            ? SiteObservation::Proven
                : K == ForeignObservation::Again ? SiteObservation::NoOp
                                                 : SiteObservation::Unknown,
                SiteObservation::UnknownWord);
    return true;
  };

  if (C.Value->K == Expr::Word) {
    O.Word = C.Value;
    if (C.Value->Family != Family)
      return Observe(ForeignObservation::OtherFamily);
    if (!Full || !(C.Kept & Pool.contract().family(Family).EnableMask))
      observeCut(Word, At, /*IsTest=*/false);
  }
  if (Full) {
    // A word of the caller may be of another family.
    if (Pool.contract().families().size() > 1 && C.Value->HasCallerValue &&
        !C.Value->HasLocal) {
      Obligation Ob;
      Ob.K = Obligation::RestoreWord;
      Ob.Full = true;
      Ob.Family = Family;
      Ob.When = callerVisible(When);
      Ob.Value = Word;
      Ob.Irq = Irq;
      Ob.IrqEvent = IrqEvent;
      Ob.At = At;
      oblige(std::move(Ob));
    }
    return false; // popf of flags that this code makes up
  }
  const bool IsClosed = Current != Tri::False && !S.MayBeOpen && IrqEvent &&
                        IrqEvent->innermost()->K == Event::Restore &&
                        Irq == Pool.stateOf(C.Value);
  uint8_t Ignored = 0;
  const flow::Op *Load = From ? sourceOf(*From, Ignored) : nullptr;
  const bool IsOneOfMany = Load && llvm::is_contained(Load->P.Path, "[]");
  if (IsClosed && !IsOneOfMany &&
      ((C.Value->K == Expr::Word && C.Value->Spent) ||
       (C.Value->HasCallerValue && !C.Value->HasLocal &&
        llvm::is_contained(S.Restored, C.Value))))
    return Observe(ForeignObservation::Again);
  if (C.Value->K == Expr::Const) {
    if (From && !isRealConstant(S, *From, O.Stored))
      return false;
    O.Value = C.Value->Value;
    O.IsOff = Pool.stateOf(C.Value)->isConst(0);
    O.StaysOff =
        O.IsOff && Current == Tri::False && IrqEvent && !hasLiveWord(S, At->At);
    // A number that stands for "not locked" is not meant to get here; that it
    // seems to may be for a condition that was not understood.
    const bool IsLiteral = From && (!Load || Load->Code != Opcode::Load);
    O.IsGuarded = !IsLiteral && (Guarded || !isUnguarded(At->At, O.Stored));
    return Observe(ForeignObservation::Constant);
  }
  if (C.Value->HasWord && C.Value->K != Expr::Word) {
    llvm::SmallVector<const Expr *, 2> Words;
    wordsIn(C.Value, Words);
    const uint64_t Mask = Pool.contract().family(Family).EnableMask;
    const Expr *Same = Mask ? carries(C.Value, Mask) : nullptr;
    if (Same && Same->Family == Family)
      return false; // other bits than IF do not count
    O.Word = Words.front();
    O.Value = C.Value->B && C.Value->B->isConst() ? C.Value->B->Value : 0;
    if (Words.size() > 1) {
      O.Other = Words[1];
      return Observe(ForeignObservation::Mixed);
    }
    const Expr *State = Pool.stateOf(C.Value);
    O.IsOff = State->isConst(0);
    O.IsOn = State->isConst(1);
    return Observe(ForeignObservation::Changed);
  }
  if (From)
    observeNarrowHolder(C.Value, At, *From);
  return false;
}

/// \p Word is asked whether it says off.
void FunctionSolver::judgeTest(const State &S, const Expr *Word,
                               unsigned Family, const Event *At) {
  const Core C = coreOf(Word);
  if (C.Value->K != Expr::Word)
    return;
  observeCut(Word, At, /*IsTest=*/true);
  if (C.Value->Family == Family || !Report)
    return;
  ForeignObservation O;
  O.K = ForeignObservation::OtherFamily;
  O.IsTest = true;
  O.Restore = At;
  O.Word = C.Value;
  O.Family = Family;
  Parent.observe(O);
}

/// `word & X86_EFLAGS_IF`, where the word may have lost the bit.
void FunctionSolver::judgeMask(const State &S, const Expr *Word, uint64_t Mask,
                               const flow::Op &At) {
  const Core C = coreOf(Word);
  if (C.Cut && C.Value->K == Expr::Word && Mask &&
      Mask == Pool.contract().family(C.Value->Family).EnableMask)
    observeCut(Word, Pool.event(Event::Test, &F, &At, At.Loc),
               /*IsTest=*/true);
}

//===----------------------------------------------------------------------===//
// Observations, one for each mistake
//===----------------------------------------------------------------------===//

void Solver::observe(ForeignObservation O) {
  if (RecordingCalls)
    return;
  // In another round of a loop: a correlation of rounds that was lost.
  if (O.K == ForeignObservation::Again && samePlace(O.IrqEvent, O.Restore))
    return;
  for (ForeignObservation &Old : Seen.Foreigns)
    if (samePlace(Old.Restore, O.Restore)) {
      if (Old.K == O.K && Old.IsGuarded && !O.IsGuarded)
        Old = O;
      return;
    }
  Seen.Foreigns.push_back(O);
}

/// The step of \p E's chain that its author wrote.
static const Event *ownStep(const Event *E) {
  const Event *Last = E;
  for (; E; E = E->Inner)
    if (!E->Fn->InHeader)
      Last = E;
  return Last;
}

/// A word that is cut once may be restored in many places, and what is too
/// narrow may be filled in many: one mistake either way. What was seen of one
/// restore with and without the save is the same.
void Solver::observe(NarrowObservation O) {
  if (RecordingCalls)
    return;
  for (NarrowObservation &Old : Seen.Narrows) {
    const bool SameCut =
        Old.Cut && O.Cut && samePlace(ownStep(Old.Cut), ownStep(O.Cut));
    if (!SameCut && !samePlace(ownStep(Old.Use), ownStep(O.Use)))
      continue;
    if (!Old.Cut && O.Cut) {
      Old.Cut = O.Cut;
      Old.Word = O.Word;
      Old.LosesState |= O.LosesState;
    }
    return;
  }
  Seen.Narrows.push_back(O);
}

} // namespace pvlint::solve
