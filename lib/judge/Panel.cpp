//===- Panel.cpp - which judge hears what, and in which order -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that knows all judges. If two of them listen to the same thing,
// the order here is the order of their observations.
//
//===----------------------------------------------------------------------===//

#include "Bypass.h"
#include "Counted.h"
#include "Declarations.h"
#include "Entries.h"
#include "Exits.h"
#include "Inside.h"
#include "Reads.h"
#include "Restores.h"
#include "Sleeps.h"
#include "Slots.h"
#include "Words.h"
#include "judge/Context.h"
#include "judge/Judges.h"

namespace pvlint::solve {
namespace {

/// The judges of one simulation.
class Panel : public Listener {
public:
  Panel(const Scene &Sc, ObservationLog &Log, EntryStates *Entries)
      : B{Sc, Log, Entries, {}, Sc.Tells} {}

  void enters(const flow::Op &O, const flow::Primitive &P,
              const State &S) override {
    Requirements.enters(O, P, S);
  }
  void takesLock(const flow::Op &O, const State &S,
                 llvm::ArrayRef<const Expr *> Args) override {
    Slots.takesLock(O, S, Args);
  }
  void called(const flow::Op &O, const Summary &Callee, const State &S,
              Substitution &Subst) override {
    Inside.passesCall(Callee, S, Subst);
    for (const Obligation &Ob : Callee.Obligations)
      give(Ob, O, S, Subst);
  }
  void calledDeclared(const flow::Op &O, const flow::Primitive &P,
                      const Summary &Body, const State &S,
                      Substitution &Subst) override {
    for (const Obligation &Ob : Body.Obligations)
      // The word is judged here, where it is given.
      if (!P.Restore || Ob.K != Obligation::RestoreWord)
        give(Ob, O, S, Subst);
  }
  void acts(const flow::Op &O, const flow::Primitive &P,
            const State &S) override {
    Bypass.acts(O, P, S);
    Slots.acts(O, P, S);
  }
  void tests(const flow::Op &O, const flow::Primitive &P, const Expr *Word,
             const State &S) override {
    Bypass.tests(O, P, Word, S);
    Words.tests(O, P, Word, S);
  }
  void restores(const Restoring &R, const State &S) override {
    Bypass.restores(R, S);
    Restores.restores(R, S);
    Slots.restored(R.Word, R.At, S);
  }
  void spent(const Expr *Word) override {
    B.Log.Seen.Restored.insert(Word->Origin);
  }
  void enables(const Event *At, const State &S) override {
    Pairs.enables(At, S);
    Nesting.enables(At, S);
    Inside.enables(At, S);
  }
  void endsLate(const Event *At, const State &S) override {
    Pairs.endsLate(At, S);
  }
  void sleeps(const Event *At, const State &S, const Facts &When) override {
    Sleeps.sleeps(At, S, When);
    Inside.sleeps(At, S, When);
  }
  void endsSection(const State &S) override { Exits.endsSection(S); }
  void breaksCounted(const Event *At, const Expr *Then,
                     const State &S) override {
    Counted.breaksCounted(At, Then, S);
  }
  void endsCounted(const Event *At, bool IsAgain, const State &S) override {
    Counted.endsCounted(At, IsAgain, S);
  }
  void stores(const Cell *To, const Expr *V, const State &S) override {
    Slots.stores(To, V, S);
  }
  void overwrites(const Overwriting &O, const State &S) override {
    // Clause C5: a word is not overwritten before it is restored.
    if (B.Report)
      B.Log.observe(ClobberObservation{O.Save, O.Lost, O.Variable});
  }
  void reads(const Reading &R, const State &S) override {
    Reads.reads(R, S);
    Bypass.reads(R, S);
  }
  void masks(const Expr *Word, uint64_t Mask, const flow::Op &At,
             const State &S) override {
    Words.masks(Word, Mask, At, S);
  }
  void returns(const Row &R, const flow::Range &At, const State &S) override {
    Declarations.returns(R, At, S);
    Nesting.returns(R, At, S);
    Slots.returns(R, At, S);
    Exits.returns(R, At, S);
    Counted.returns(R, At, S);
  }
  void settled(bool Merged) override {
    Nesting.settled(Merged);
    Slots.settled(Merged);
    Exits.settled(Merged);
    Counted.settled(Merged);
    Declarations.settled(Merged);
    Inside.settled(Merged);
  }
  void summarised(Summary &Out) override {
    Out.Merged |= B.Owed.overflowed();
    Out.Obligations = B.Owed.take();
    // A function that never returns leaves nothing to callers.
    if (Out.Rows.empty())
      llvm::erase_if(Out.Obligations, [](const Obligation &O) {
        return O.K == Obligation::EnterOn || O.K == Obligation::OpensEntry ||
               O.K == Obligation::SleepsEntry;
      });
  }
  bool wantsLocks() const override { return Slots.wantsLocks(); }

private:
  /// Passes an obligation of a callee to the judge of its kind, unless the path
  /// rules it out.
  void give(const Obligation &Ob, const flow::Op &Call, const State &S,
            Substitution &Subst) {
    Facts When = S.Path;
    for (const auto &[E, F] : Ob.When)
      if (!When.add(B.Sc.Pool, Subst.expr(E), F))
        return;
    Inside.passes(Ob, S, Subst);
    const DueObligation D{Ob, Call, S, When, Subst};
    switch (Ob.K) {
    case Obligation::RestoreWord:
      Slots.restored(Subst.expr(Ob.Value), Subst.event(Ob.At), S);
      return Restores.due(D);
    case Obligation::SlotTooSoon:
      return Slots.due(D);
    case Obligation::EntryOff:
    case Obligation::EnterOn:
    case Obligation::OpensEntry:
    case Obligation::MustBeOn:
    case Obligation::MustBeOff:
      return Entries.due(D);
    case Obligation::SleepsEntry:
      return Sleeps.due(D);
    case Obligation::Happens:
      return Conditions.due(D);
    case Obligation::LeftOff:
      return Exits.due(D);
    case Obligation::OpensIfOn:
      return Counted.due(D);
    case Obligation::ReadBits:
      return Reads.due(D);
    }
  }

  Bench B;
  WordJudge Words{B};
  RestoreJudge Restores{B, Words};
  BypassJudge Bypass{B};
  ReadJudge Reads{B, Bypass};
  SlotJudge Slots{B};
  RequirementJudge Requirements{B};
  EntryJudge Entries{B};
  ConditionJudge Conditions{B};
  PairJudge Pairs{B};
  NestingJudge Nesting{B};
  SleepJudge Sleeps{B};
  ExitJudge Exits{B};
  CountedJudge Counted{B};
  DeclarationJudge Declarations{B};
  InsideJudge Inside{B};
};

} // namespace

std::unique_ptr<Listener> Judges::listen(const Scene &Sc) {
  return std::make_unique<Panel>(Sc, Log, Entries);
}

/// For a function of the unit that is entered with interrupts off because it is
/// an interrupt handler or the like.
void Judges::settleContext(const flow::EntryContext &Known,
                           const Summary &Sum) {
  for (const Obligation &O : Sum.Obligations) {
    EntryFacts *E = nullptr;
    if (O.K == Obligation::EntryOff)
      E = &Log.Seen.Restores[O.Index];
    else if (O.K == Obligation::EnterOn || O.K == Obligation::OpensEntry)
      E = &Log.Seen.Enables[O.Index];
    else if (O.K == Obligation::SleepsEntry)
      E = &Log.Seen.Sleeps[O.Index];
    else if (O.K == Obligation::MustBeOn)
      E = &Log.Seen.Requirements[O.Index];
    if (!E || E->CallerOff || E->Context || !isOfContext(S.pool(), O) ||
        (Sum.HasCaller && O.takesNull()))
      continue;
    E->Context = &Known;
    E->CallerOff = O.At;
  }
}

void Judges::finish() {
  // A function that was given up may have met any condition.
  if (S.tally().TooLong)
    for (Condition &C : Log.Seen.Conditions)
      C.meet(Met::Maybe);
  S.forEachSolved([&](const EventFunction &F, const Summary &Sum) {
    if (const flow::EntryContext *Known =
            Entries ? Entries->context(F.key()) : nullptr;
        Known && Known->Off)
      settleContext(*Known, Sum);
    const bool Unknown = !F.IsStatic || F.AddressTaken || !Sum.HasCaller;
    if (!Unknown)
      return;
    for (const Obligation &O : Sum.Obligations) {
      if (O.K == Obligation::RestoreWord && !O.Full && O.Irq->isConst(1) &&
          O.IrqEvent) {
        // Wherever the word was saved, this function enabled interrupts before
        // it restores it.
        RestoreObservation R;
        R.Seen = RestoreObservation::OnEntry;
        R.Restore = O.At;
        R.Word = O.Value;
        R.Enabled = O.IrqEvent;
        R.CallersUnknown = true;
        Log.observe(R);
      }
      if (O.K == Obligation::EntryOff && !O.Guess)
        Log.Seen.Restores[O.Index].CallersUnknown = true;
      if (O.K == Obligation::Happens)
        Log.Seen.Conditions[O.Index].meet(Met::Maybe);
      if (O.K == Obligation::LeftOff)
        Log.Seen.Exits[O.Index].CallersUnknown = true;
      if (O.K == Obligation::OpensIfOn)
        Log.Seen.Counted[O.Index].CallersUnknown = true;
    }
  });
}

} // namespace pvlint::solve
