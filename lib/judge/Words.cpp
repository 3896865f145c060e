//===- Words.cpp - whether what is restored is the word saved -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"
#include "engine/Holders.h"

namespace pvlint::solve {

using flow::Opcode;

/// Records that a word that was cut to a narrower type is used at \p At.
void WordJudge::observeCut(const Expr *Word, const Event *At, bool IsTest) {
  const Core C = coreOf(Word);
  if (!Report || !C.Cut || !C.Cut->Origin || C.Value->K != Expr::Word)
    return;
  NarrowObservation O;
  O.Use = At;
  O.IsTest = IsTest;
  O.Cut = C.Cut->Origin;
  O.In = holderAt(Pool, O.Cut);
  O.Word = C.Value;
  O.Ty = isBooleanOfWord(C.Cut) ? flow::Type{1, false, false} : C.Cut->Ty;
  O.LosesState = Pool.contract().family(C.Value->Family).EnableMask & ~C.Kept ||
                 isBooleanOfWord(C.Cut);
  // A test of what is left of IF is one of IF.
  if (IsTest && !O.LosesState)
    return;
  Log.observe(O);
}

/// A restore takes its word from a parameter or field that is too narrow for
/// one, wherever the word comes from.
void WordJudge::observeNarrowHolder(const Expr *Value, const Event *At,
                                    const flow::Operand &From) {
  if (!Report ||
      (Value->K != Expr::Param &&
       !(Value->K == Expr::Init && Value->C->K != Cell::Var)) ||
      Value->Ty.Pointer)
    return;
  uint8_t CastTo = 0;
  const flow::Op *Load = sourceOf(Sc.Gives, From, CastTo);
  if (!Load || Load->Code != Opcode::Load || Load->Ty.Bits >= CastTo)
    return;
  NarrowObservation O;
  O.Use = At;
  O.In = placeOf(F, *Load);
  O.Ty = Load->Ty;
  O.LosesState = Pool.contract().family(0).EnableMask & ~typeMask(Load->Ty);
  Log.observe(O);
}

/// Whether a word of this function that says more than "off" is still to be
/// looked at after \p At.
bool WordJudge::hasLiveWord(const State &S, const EventOp &At) const {
  for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
    const auto &Ops = F.Blocks[B].Ops;
    const auto Here =
        llvm::find_if(Ops, [&](const flow::Op &O) { return At.is(O); });
    if (Here == Ops.end())
      continue;
    for (const State::Slot &Slot : S.Cells) {
      const Expr *V = Slot.second;
      const Cell *C = Pool.cell(Slot.first);
      if (V->K != Expr::Word || V->Spent || V->A->isConst(0))
        continue;
      if (C->K != Cell::Var)
        return true;
      for (auto O = std::next(Here); O != Ops.end(); ++O)
        if ((O->Code == Opcode::Load || O->Code == Opcode::Addr) &&
            O->P.K == flow::Place::Var && O->P.Index == C->Var_)
          return true;
      for (uint32_t To : F.Blocks[B].Term.Targets)
        if (Sc.Live.Vars[To][C->Var_])
          return true;
    }
  }
  return false;
}

/// Whether \p Use restores a value that no save returned, as far as can be
/// seen, although a word was saved for the section that this ends, and nothing
/// looks at that word afterwards. One that crosses two locks has the other word
/// still to restore.
bool WordJudge::givesUpWord(const State &S, const WordUse &Use,
                            const WordMatch &M, const Event *At) const {
  const OffSection &Open = S.Irq.Section;
  const Expr *Value = M.Is.Value;
  if (Use.Full || Value->HasWord || Open.needs() != OffSection::Needs::Word ||
      S.MayBeOpen || Open.Word->Family != Use.Family ||
      Use.When.truth(Pool, Use.Irq) != Tri::False)
    return false;
  // Where it says disabled, what is wrong is that they stay so: the judges of
  // returns report that.
  if (Pool.stateOf(Value)->isConst(0))
    return false;
  // Of what the caller supplies all is known; of another value, only that it
  // was in a variable that never had the word: after a merge it may be that.
  const bool IsCallers = Value->HasCallerValue && !Value->HasLocal;
  const bool IsOfVariable =
      M.Load && M.Load->Code == Opcode::Load &&
      M.Load->P.K != flow::Place::Deref && Open.Holder &&
      cellOf(Pool, S, M.Load->P)->Whole != Open.Holder->Whole;
  return (IsCallers || IsOfVariable) && !hasLiveWord(S, *At->At);
}

void WordJudge::observeNotSaved(const State &S, const WordUse &Use,
                                const Event *At) {
  const OffSection &Open = S.Irq.Section;
  ForeignObservation O;
  O.K = ForeignObservation::NotSaved;
  O.Restore = At;
  O.IrqEvent = Open.Begin;
  O.Word = Open.Word;
  O.Family = Use.Family;
  uint8_t Ignored = 0;
  if (const flow::Op *Load =
          Use.From ? sourceOf(Sc.Gives, *Use.From, Ignored) : nullptr;
      Load && Load->Code == Opcode::Load &&
      (Load->P.K != flow::Place::Deref || !Load->P.Path.empty()))
    O.Restored = placeOf(F, *Load).Text;
  if (Open.Holder && Open.Holder->K == Cell::Var)
    O.Saved = "'" + F.Vars[Open.Holder->Var_].Name + Open.Holder->Path + "'";
  O.Condition = conditionOf(Use.When, At, ObservationLog::Wrong::Foreign, O.K);
  Log.observe(O);
}

static ForeignObservation::Kind kindOf(WordMatch::Kind K) {
  switch (K) {
  case WordMatch::OtherFamily:
    return ForeignObservation::OtherFamily;
  case WordMatch::Again:
    return ForeignObservation::Again;
  case WordMatch::Number:
    return ForeignObservation::Constant;
  case WordMatch::Mixed:
    return ForeignObservation::Mixed;
  case WordMatch::Changed:
    return ForeignObservation::Changed;
  case WordMatch::Own:
    break;
  }
  llvm_unreachable("its own word is not foreign");
}

bool WordJudge::judge(const State &S, const WordUse &Use, const WordMatch &M,
                      const Event *At, bool Guarded) {
  const Core &C = M.Is;
  const bool IsWord = C.Value->K == Expr::Word;
  if (IsWord && M.K != WordMatch::OtherFamily &&
      (!Use.Full || !(C.Kept & Pool.contract().family(Use.Family).EnableMask)))
    observeCut(Use.Word, At, /*IsTest=*/false);
  if (Report && !M.isForeign() && givesUpWord(S, Use, M, At)) {
    observeNotSaved(S, Use, At);
    return false;
  }
  if (!M.isForeign()) {
    if (Use.Full)
      leaveToCaller(Use, C.Value, At);
    else if (Use.From)
      observeNarrowHolder(C.Value, At, *Use.From);
    return false;
  }
  const Tri Current = Use.When.truth(Pool, Use.Irq);
  ForeignObservation O;
  O.K = kindOf(M.K);
  O.Restore = At;
  O.Family = Use.Family;
  O.IrqEvent = Use.IrqEvent;
  if (IsWord)
    O.Word = C.Value;
  if (M.K == WordMatch::Number) {
    O.Value = C.Value->Value;
    if (M.Stored)
      O.Stored = M.Stored->Loc.Begin;
    O.IsOff = Pool.stateOf(C.Value)->isConst(0);
    O.StaysOff = O.IsOff && Current == Tri::False && Use.IrqEvent &&
                 !hasLiveWord(S, *At->At);
    // A number that means "not locked" should not get here; if it seems to, a
    // condition may not have been understood.
    const bool IsLiteral =
        Use.From && (!M.Load || M.Load->Code != Opcode::Load);
    O.IsGuarded = !IsLiteral && (Guarded || !isUnguarded(*At->At, M.Stored));
  } else if (!M.Words.empty()) {
    O.Word = M.Words.front();
    O.Value = C.Value->B && C.Value->B->isConst() ? C.Value->B->Value : 0;
    if (M.K == WordMatch::Mixed) {
      O.Other = M.Words[1];
    } else {
      const Expr *State = Pool.stateOf(C.Value);
      O.IsOff = State->isConst(0);
      O.IsOn = State->isConst(1);
    }
  }
  if (Report) {
    O.Condition =
        conditionOf(Use.When, At, ObservationLog::Wrong::Foreign, O.K);
    Log.observe(O);
  }
  observeSite(At,
              Current == Tri::False     ? SiteObservation::Proven
              : M.K == WordMatch::Again ? SiteObservation::NoOp
                                        : SiteObservation::Unknown,
              SiteObservation::UnknownWord);
  return true;
}

/// A word of the caller that is restored with a popf may be of another family.
void WordJudge::leaveToCaller(const WordUse &Use, const Expr *Value,
                              const Event *At) {
  if (Pool.contract().families().size() <= 1 || !Value->HasCallerValue ||
      Value->HasLocal)
    return;
  Obligation O;
  O.K = Obligation::RestoreWord;
  O.Full = true;
  O.Family = Use.Family;
  O.When = callerVisible(Use.When);
  O.Value = Use.Word;
  O.Irq = Use.Irq;
  O.IrqEvent = Use.IrqEvent;
  O.At = At;
  oblige(std::move(O));
}

void WordJudge::tests(const flow::Op &O, const flow::Primitive &P,
                      const Expr *Word, const State &S) {
  const Core C = coreOf(Word);
  if (!Word->HasWord || C.Value->K != Expr::Word)
    return;
  const Event *At = event(Event::Test, O);
  observeCut(Word, At, /*IsTest=*/true);
  if (C.Value->Family == P.Family || !Report)
    return;
  ForeignObservation Seen;
  Seen.K = ForeignObservation::OtherFamily;
  Seen.IsTest = true;
  Seen.Restore = At;
  Seen.Word = C.Value;
  Seen.Family = P.Family;
  Log.observe(Seen);
}

void WordJudge::masks(const Expr *Word, uint64_t Mask, const flow::Op &At,
                      const State &S) {
  const Core C = coreOf(Word);
  if (C.Cut && C.Value->K == Expr::Word && Mask &&
      Mask == Pool.contract().family(C.Value->Family).EnableMask)
    observeCut(Word, event(Event::Test, At), /*IsTest=*/true);
}

} // namespace pvlint::solve
