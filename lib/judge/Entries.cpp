//===- Entries.cpp - what is wrong if a function is entered so ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Entries.h"

namespace pvlint::solve {

void EntryJudge::due(const DueObligation &D) {
  if (!Report)
    return;
  const State &S = D.S;
  const Facts &When = D.When;
  const Obligation &Ob = D.Of;
  const Event *Chain = D.Subst.event(Ob.At);
  EntryFacts *Entry = nullptr;
  bool Guess = false;
  if (Ob.K == Obligation::EntryOff) {
    RestoreObservation &R = Log.Seen.Restores[Ob.Index];
    Guess = isSleepGuess(When, R.Enabled);
    Entry = &R;
  } else if (Ob.K == Obligation::MustBeOn || Ob.K == Obligation::MustBeOff) {
    Entry = &Log.Seen.Requirements[Ob.Index];
  } else {
    Entry = &Log.Seen.Enables[Ob.Index];
  }
  const Tri Current = When.truth(Pool, S.Irq.Now);
  const Tri Wrong = Ob.K == Obligation::MustBeOff ? Tri::True : Tri::False;
  const bool Tested =
      Sc.Believes.EntryTestsNameCallers && S.Irq.Now == Pool.entry();
  const bool IsStart =
      Sc.Believes.StartIsOff && F.IsInit && Wrong == Tri::False;
  if (Current == Wrong && !Tested) {
    if (!Guess && !IsStart &&
        (!Entry->CallerOff || isSurer(Chain, Entry->CallerOff))) {
      Entry->CallerOff = Chain;
      Entry->CallerOffEvent = S.Irq.By;
    }
  } else if (Current == !Wrong) {
    Entry->CallerOn = true;
  } else if (S.Irq.Now == Pool.entry()) {
    Obligation Up = Ob;
    Up.When = callerVisible(When);
    Up.At = Chain;
    Up.Guess = Guess;
    oblige(std::move(Up));
  } else {
    Entry->CallersUnknown = true;
  }
}

void RequirementJudge::enters(const flow::Op &O, const flow::Primitive &P,
                              const State &S) {
  if (!Report || P.Requires == flow::Required::Anything)
    return;
  RequirementObservation R;
  R.Call = event(Event::Call, O);
  R.WantsOn = P.Requires == flow::Required::On;
  R.IsDeclared = P.IsDeclared;
  R.ByCaller = S.Irq.Now == Pool.entry() && Sc.Says && Sc.Says->Requires;
  const Tri Now = S.isOn(Pool);
  R.Broken = Now == (R.WantsOn ? Tri::False : Tri::True);
  if (Sc.Believes.EntryTestsNameCallers && S.Irq.Now == Pool.entry() &&
      !R.ByCaller)
    R.Broken = false; // a test of the state at entry
  if (R.Broken) {
    R.Made = S.Irq.By;
    Log.observe(R);
    return;
  }
  // Callers can be wrong only where they have them the other way.
  if (S.Irq.Now != Pool.entry() || Now == (R.WantsOn ? Tri::True : Tri::False))
    return;
  if (B.Entries &&
      !(R.WantsOn ? B.Entries->mayBeOff(F) : B.Entries->mayBeOn(F)))
    return;
  Obligation Up;
  Up.K = R.WantsOn ? Obligation::MustBeOn : Obligation::MustBeOff;
  Up.When = callerVisible(S.Path);
  Up.Index = Log.observe(R);
  oblige(std::move(Up));
}

/// The calls of the function that act, if they are the one that disables and
/// such as enable.
HalvesOfPair PairJudge::halves(const Event *Disabled,
                               const Event *Enabled) const {
  if (F.InHeader || userStep(Disabled) != Disabled ||
      userStep(Enabled) != Enabled)
    return {};
  const std::vector<const flow::Op *> Acting = Sc.Program.actingCalls(F);
  for (const flow::Op *O : Acting)
    if (!Disabled->At->is(*O) && O->Spelling != Enabled->spelling())
      return {};
  if (B.Entries->reopens(F))
    return {};
  HalvesOfPair Halves;
  for (const flow::Op *O : Acting)
    Halves.Calls.push_back(Pool.eventOp(Sc.In, *O));
  Halves.Begin = F.Begin;
  Halves.BeginsWithDeclaration = F.BeginsWithDeclaration;
  for (const flow::Variable &V : F.Vars)
    Halves.Variables.push_back(V.Name);
  return Halves;
}

void PairJudge::enables(const Event *At, const State &S) {
  // What some path enables without such a disable has no word to restore.
  HasLooseEnable |= !S.Irq.Pair.Disabled;
  if (!Report || !S.Irq.Pair.Disabled || !B.Entries)
    return;
  if (Sc.Says && Sc.Says->Entry.Requires == flow::Required::On)
    return; // calls are judged by that
  if (!B.Entries->mayBeOff(F))
    return; // nobody enters it with interrupts off
  EnableObservation E;
  E.Disabled = S.Irq.Pair.Disabled;
  E.Enabled = At;
  E.Halves = halves(S.Irq.Pair.Disabled, At);
  Obligation O;
  O.K = Obligation::EnterOn;
  O.When = callerVisible(S.Path);
  O.Index = Log.observe(E);
  Pairs.push_back(O.Index);
  oblige(std::move(O));
}

void PairJudge::settled(bool Merged) {
  // What is enabled without such a disable has no word to restore.
  if (HasLooseEnable)
    for (unsigned Pair : Pairs)
      Log.Seen.Enables[Pair].Halves = {};
}

} // namespace pvlint::solve
