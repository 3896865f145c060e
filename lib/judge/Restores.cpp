//===- Restores.cpp - whether a restore would have to disable -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Restores.h"
#include "Chance.h"

namespace pvlint::solve {

void RestoreJudge::noteUninit(const Facts &When, const Expr *Word,
                              const Event *At) {
  if (!Report)
    return;
  UninitObservation O;
  O.Condition = conditionOf(When, At, ObservationLog::Wrong::Uninit);
  O.Restore = At;
  O.Variable = F.Vars[Word->Value].Name;
  Log.observe(O);
}

/// Whether \p When has opposite facts about one field of two objects:
/// `pcm->nonatomic` is clear in the stream whose lock was taken, and set in the
/// one that is linked to it. Objects that work together mostly agree.
static bool isOfTwoKinds(const Facts &When) {
  auto Name = [](const Expr *E) {
    return E->K == Expr::Init && E->C->K == Cell::Pointee ? nameOf(E->C)
                                                          : llvm::StringRef();
  };
  return llvm::any_of(When, [&](const auto &One) {
    const llvm::StringRef Of = Name(One.first);
    return !Of.empty() && llvm::any_of(When, [&](const auto &Other) {
      return Other.first != One.first && Name(Other.first) == Of &&
             One.second.contradicts(Other.second);
    });
  });
}

void RestoreJudge::restores(const Restoring &R, const State &S) {
  if (R.Word->K == Expr::Uninit) {
    noteUninit(S.Path, R.Word, R.At);
    observeSite(R.At, SiteObservation::Unknown, SiteObservation::UnknownWord);
    return;
  }
  const WordUse Use{S.Path,   R.Word,       S.Irq.Now,
                    S.Irq.By, R.By->Family, R.By->RestoreFull,
                    R.From};
  const bool IsForeign = Words.judge(S, Use, R.Match, R.At, /*Guarded=*/false);
  if (!IsForeign && !R.By->RestoreFull)
    judge(S, Use, R.At, /*Guarded=*/false);
}

void RestoreJudge::due(const DueObligation &D) {
  const Obligation &Ob = D.Of;
  const Expr *Word = D.Subst.expr(Ob.Value);
  const Event *At = D.Subst.event(Ob.At);
  if (Word->K == Expr::Uninit) {
    noteUninit(D.When, Word, At);
    return;
  }
  const Expr *Irq = D.Subst.expr(Ob.Irq);
  if (Word->K == Expr::Word)
    Log.Seen.Restored.insert(Word->Origin);
  const Event *Enabled = Ob.Irq == Pool.entry() ? D.S.Irq.By
                         : Ob.IrqEvent          ? D.Subst.event(Ob.IrqEvent)
                                                : D.S.Irq.By;
  const auto &Args = D.Call.Args;
  const flow::Operand *From =
      Ob.Value->K == Expr::Param && size_t(Ob.Value->Value) < Args.size()
          ? &Args[Ob.Value->Value]
          : nullptr;
  const WordUse Use{D.When, Word, Irq, Enabled, Ob.Family, Ob.Full, From};
  if (!Words.judge(D.S, Use, matchWord(Sc, D.S, Use), At, Ob.Guarded) &&
      !Ob.Full)
    judge(D.S, Use, At, Ob.Guarded);
}

void RestoreJudge::judge(const State &S, const WordUse &Use, const Event *At,
                         bool Guarded) {
  const Facts &When = Use.When;
  const Tri Current = When.truth(Pool, Use.Irq);
  if (Current == Tri::False || IsCountedBody) {
    observeSite(At, SiteObservation::Proven);
    return; // interrupts are off: nothing to require
  }
  const Expr *Saved = Pool.stateOf(Use.Word);
  const Tri SavedState = When.truth(Pool, Saved);
  if (SavedState == Tri::Unknown && Saved->K == Expr::IfBit &&
      !Saved->HasLocal) {
    leaveToCaller(Use, At, Guarded);
    return;
  }
  if (!Report)
    return;
  RestoreObservation R;
  R.Restore = At;
  R.Word = Use.Word;
  while (R.Word->K == Expr::Cast || R.Word->K == Expr::Binary)
    R.Word = R.Word->A;
  R.Enabled = Use.IrqEvent;
  if (Current == Tri::True) {
    R.Seen = SavedState == Tri::False  ? RestoreObservation::OnOff
             : SavedState == Tri::True ? RestoreObservation::OnOn
             : Saved == Pool.entry()   ? RestoreObservation::OnEntry
                                       : RestoreObservation::OnUnknown;
  } else {
    R.Seen =
        Use.Irq == Saved ? RestoreObservation::EntryEntry
        : Use.Irq == Pool.entry() && SavedState == Tri::False && Use.IrqEvent
            ? RestoreObservation::EntryOff
            : RestoreObservation::UnknownState;
  }
  if (R.Word->K != Expr::Word && R.Seen != RestoreObservation::OnOn)
    R.Seen = RestoreObservation::UnknownState;
  switch (R.Seen) {
  case RestoreObservation::OnOff:
  case RestoreObservation::OnEntry:
  case RestoreObservation::EntryOff:
    observeSite(At, SiteObservation::Needs);
    break;
  case RestoreObservation::OnOn:
  case RestoreObservation::EntryEntry:
    observeSite(At, SiteObservation::NoOp);
    break;
  case RestoreObservation::OnUnknown:
  case RestoreObservation::UnknownState:
    observeSite(At, SiteObservation::Unknown,
                R.Word->K != Expr::Word ? SiteObservation::UnknownWord
                                        : SiteObservation::UnknownState);
    break;
  }
  const bool HasSlept =
      Use.IrqEvent && Use.IrqEvent->innermost()->K == Event::Sleep;
  R.EnabledForSome = (Use.IrqEvent && Use.IrqEvent->Inner &&
                      (asksForCurrent(Pool, When, Facts()) ||
                       (HasSlept && isOfTwoKinds(When)))) ||
                     (HasSlept && R.Word->K == Expr::Word &&
                      isOffByChance(Sc.Program, Pool, R.Word->Origin));
  R.Path = wayTo(F, S.Way);
  if (R.Seen == RestoreObservation::OnEntry &&
      isSleepGuess(When, Use.IrqEvent)) {
    R.Guess = true;
    R.Condition = flagsOf(When, Use.IrqEvent);
  }
  if (R.Seen == RestoreObservation::OnOff ||
      R.Seen == RestoreObservation::EntryOff)
    R.Condition = conditionOf(When, At, ObservationLog::Wrong::Restore, R.Seen);
  unsigned Index = Log.observe(R);
  if (R.Seen == RestoreObservation::OnEntry) {
    Obligation O;
    O.K = Obligation::EntryOff;
    O.When = callerVisible(When);
    O.Index = Index;
    O.Guess = R.Guess;
    oblige(std::move(O));
  }
}

/// Only the caller knows what the word says.
void RestoreJudge::leaveToCaller(const WordUse &Use, const Event *At,
                                 bool Guarded) {
  Obligation O;
  O.K = Obligation::RestoreWord;
  O.When = callerVisible(Use.When);
  O.Value = Use.Word;
  O.Irq = Use.Irq;
  O.IrqEvent = Use.IrqEvent;
  O.At = At;
  O.Family = Use.Family;
  O.Guarded = Guarded || !isUnguarded(*At->At, nullptr);
  observeSite(At, 0, SiteObservation::NoCaller, /*Pending=*/true);
  oblige(std::move(O));
}

} // namespace pvlint::solve
