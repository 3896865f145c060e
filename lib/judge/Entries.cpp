//===- Entries.cpp - what is wrong if a function is entered so ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Entries.h"

namespace pvlint::solve {

/// Whether interrupts are in the caller's state, or are off in a section that
/// restores it. If the caller had disabled them, enabling them is wrong in both
/// cases.
static bool isAsCallerHad(ExprPool &Pool, const State &S) {
  return S.Irq.Now == Pool.entry() || (S.Irq.isOff() && S.Irq.Section.Word &&
                                       S.Irq.Section.Word->A == Pool.entry());
}

/// The next call behind \p At in the body \p Whole, where no store, branch or
/// way back comes before it. Otherwise null; \p Ends is set where the function
/// returns first.
static const flow::Op *nextCall(const flow::Function &Whole, const EventOp &At,
                                bool &Ends) {
  bool Behind = false;
  for (const flow::Block *B = Whole.Blocks.data();
       B != Whole.Blocks.data() + Whole.Blocks.size();) {
    for (const flow::Op &O : B->Ops) {
      // Calls that a linked program drops from bodies are on lines of their
      // own.
      if (Behind && O.Code == flow::Opcode::Call)
        return O.Loc.Begin.Line <= At.Loc.End.Line + 1 ? &O : nullptr;
      if (Behind && O.Code == flow::Opcode::Store)
        return nullptr;
      Behind |= O.Code == flow::Opcode::Call && At.is(O);
    }
    if (!Behind) { // not here
      ++B;
      continue;
    }
    Ends = B->Term.K == flow::TermKind::Return &&
           B->Term.Loc.Begin.Line <= At.Loc.End.Line + 1;
    if (B->Term.K != flow::TermKind::Jump)
      return nullptr;
    const flow::Block *To = &Whole.Blocks[B->Term.Targets.front()];
    if (To <= B)
      return nullptr;
    B = To;
  }
  return nullptr;
}

/// Whether the section in which \p Call is made ends right after the call, by
/// something that does nothing else.
bool EntryJudge::endsAtOnce(const flow::Op &Call) const {
  const flow::Function *Whole = Sc.Program.original(F);
  bool Ends = false;
  const flow::Op *Next =
      Whole && !Call.HasResult
          ? nextCall(*Whole, *Pool.eventOp(Sc.In, Call), Ends)
          : nullptr;
  const auto Form =
      Next ? Pool.contract().forms().find(Next->Spelling) : std::nullopt;
  return Form && !Form->Of->HasLock &&
         Form->is(flow::FormKind::Irq, flow::FormRole::End);
}

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
  if (Ob.K == Obligation::MustBeOn || Ob.K == Obligation::MustBeOff)
    if (const RequirementObservation &R = Log.Seen.Requirements[Ob.Index];
        R.IsCallers)
      return callsAsserting(D, R);
  const Tri Current = When.truth(Pool, S.Irq.Now);
  if (Ob.K == Obligation::OpensEntry) {
    if (Current != Tri::True && isAsCallerHad(Pool, S)) {
      Obligation Up = Ob;
      Up.When = callerVisible(When);
      Up.At = Chain;
      oblige(std::move(Up));
    }
    return;
  }
  const Tri Wrong = Ob.K == Obligation::MustBeOff ? Tri::True : Tri::False;
  const bool Tested =
      Sc.Believes.EntryTestsNameCallers && S.Irq.Now == Pool.entry();
  const bool IsStart =
      Sc.Believes.StartIsOff && F.IsInit && Wrong == Tri::False;
  if (Current == Wrong && !Tested) {
    // Then nothing runs with interrupts enabled by mistake.
    if (Ob.K == Obligation::EnterOn && !Ob.At &&
        Log.Seen.Enables[Ob.Index].IsLast && endsAtOnce(D.Call))
      return;
    if (!Guess && !IsStart &&
        (!Entry->CallerOff || isSurer(Chain, Entry->CallerOff))) {
      Entry->CallerOff = Chain;
      Entry->CallerOffEvent = S.Irq.madeBy();
      Entry->IfCurrent = asksForCurrent(Pool, When, S.Path);
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

/// This call asks for what its callee asserts, as if the contract said so.
void EntryJudge::callsAsserting(const DueObligation &D,
                                const RequirementObservation &Of) {
  const State &S = D.S;
  RequirementObservation R;
  R.Call = D.Subst.event(D.Of.At);
  R.Inside = Of.Inside ? Of.Inside : Of.Call;
  R.WantsOn = Of.WantsOn;
  R.IsCallers = F.InHeader;
  const Tri Now = D.When.truth(Pool, S.Irq.Now);
  const bool IsStart = Sc.Believes.StartIsOff && F.IsInit && R.WantsOn;
  if (S.Irq.Now == Pool.entry()) {
    Obligation Up = D.Of;
    Up.When = callerVisible(D.When);
    Up.At = R.IsCallers ? R.Call : nullptr;
    Up.Index = Log.observe(R);
    oblige(std::move(Up));
  } else if (Now == (R.WantsOn ? Tri::False : Tri::True) && !IsStart) {
    R.Broken = true;
    R.Made = S.Irq.madeBy();
    R.MadeEachWay = isMadeEachWay(R.Made);
    Log.observe(R);
  }
}

static bool isAssertion(const flow::Primitive &P) {
  return P.Name == flow::AssertedOn || P.Name == flow::AssertedOff;
}

void RequirementJudge::enters(const flow::Op &O, const flow::Primitive &P,
                              const State &S) {
  if (!Report || P.Requires == flow::Required::Anything)
    return;
  // The body tests, and may correct, what it has done itself.
  if (isAssertion(P) && S.Irq.Now != Pool.entry())
    return;
  RequirementObservation R;
  R.Call = event(Event::Call, O);
  R.WantsOn = P.Requires == flow::Required::On;
  R.IsDeclared = P.IsDeclared;
  R.IsCallers =
      F.InHeader || P.Name == flow::AssertedOn || P.Name == flow::AssertedOff;
  R.ByCaller = S.Irq.Now == Pool.entry() && Sc.Says && Sc.Says->Requires;
  const Tri Now = S.isOn(Pool);
  // A path that an earlier test has decided, maybe another assertion, is
  // reported there.
  if (isAssertion(P) && !R.ByCaller && Now != Tri::Unknown)
    return;
  R.Broken = Now == (R.WantsOn ? Tri::False : Tri::True);
  if (Sc.Believes.EntryTestsNameCallers && S.Irq.Now == Pool.entry() &&
      !R.ByCaller)
    R.Broken = false; // a test of the state at entry
  if (R.Broken) {
    R.Made = S.Irq.madeBy();
    R.MadeEachWay = isMadeEachWay(R.Made);
    Log.observe(R);
    return;
  }
  // Callers can only be wrong if they have interrupts in the other state.
  if (S.Irq.Now != Pool.entry() || Now == (R.WantsOn ? Tri::True : Tri::False))
    return;
  if (B.Entries && B.Entries->knowsCallers() &&
      !(R.WantsOn ? B.Entries->mayBeOff(F) : B.Entries->mayBeOn(F)))
    return;
  Obligation Up;
  Up.K = R.WantsOn ? Obligation::MustBeOn : Obligation::MustBeOff;
  Up.When = callerVisible(S.Path);
  // `if (in_hardirq()) lockdep_assert_irqs_disabled();`: whether it is asked
  // has to depend on what the caller passes. An argument says that it is
  // guarded.
  const bool IsSeen =
      std::distance(Up.When.begin(), Up.When.end()) ==
          std::distance(S.Path.begin(), S.Path.end()) &&
      llvm::any_of(Up.When, [](const auto &Known) {
        const Expr *E = Known.first;
        return E->HasCallerValue && !E->HasMemory && !E->Ty.Pointer;
      });
  if (isAssertion(P) && !O.Args.empty() && !IsSeen)
    return;
  Up.Index = Log.observe(R);
  oblige(std::move(Up));
}

void PairJudge::enables(const Event *At, const State &S) {
  if (!Report || !B.Entries)
    return;
  if (!S.Irq.Pair.Disabled)
    return enablesLoose(At, S);
  if (Sc.Says && Sc.Says->Entry.Requires == flow::Required::On)
    return; // calls are judged by that
  if (!B.Entries->mayBeOff(F))
    return; // it is never entered with interrupts off
  EnableObservation E;
  E.Disabled = S.Irq.Pair.Disabled;
  E.Enabled = At;
  if (const flow::Function *Whole = Sc.Program.original(F))
    (void)nextCall(*Whole, *At->At, E.IsLast);
  Obligation O;
  O.K = Obligation::EnterOn;
  O.When = callerVisible(S.Path);
  O.Index = Log.observe(E);
  oblige(std::move(O));
}

/// No pair: interrupts that the caller has disabled are enabled, which some
/// callers expect and an interrupt handler does not.
void PairJudge::enablesLoose(const Event *At, const State &S) {
  // A callee of the program has been judged itself.
  if (userStep(At) != At || F.InHeader || !isAsCallerHad(Pool, S) ||
      S.isOn(Pool) == Tri::True || !B.Entries->mayBeInContext(F))
    return;
  EnableObservation E;
  E.Enabled = At;
  E.EachWay = isUnguarded(*At->At, nullptr);
  Obligation O;
  O.K = Obligation::OpensEntry;
  O.When = callerVisible(S.Path);
  O.Index = Log.observe(E);
  oblige(std::move(O));
}

void PairJudge::endsLate(const Event *At, const State &S) {
  if (!Report || IsCountedBody)
    return;
  NestedObservation O;
  O.Outer = S.Irq.Nested.Outer;
  O.Early = S.Irq.Nested.Early;
  O.Late = At;
  O.Condition = conditionOf(S.Path, O.Early, ObservationLog::Wrong::Nested);
  Log.observe(O);
}

void NestingJudge::settled(bool Merged) {
  if (!Report || !IsWanted || F.InHeader)
    return;
  Log.Seen.Nesting.erase(&Sc.In);
  // If a callee enables them for a while, saving here would not help.
  if (B.Entries && B.Entries->reopens(F))
    return;
  if (const flow::Function *Whole = Sc.Program.original(F))
    if (auto Found = Brackets::of(Sc, *Whole))
      Log.Seen.Nesting.try_emplace(&Sc.In, std::move(*Found));
}

} // namespace pvlint::solve
