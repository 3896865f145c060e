//===- Judge.cpp - what all judges have in common -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judge.h"
#include "judge/Context.h"

namespace pvlint::solve {

bool isSurer(const Event *A, const Event *B) {
  return std::pair(A->leastCertain(), A->Depth) <
         std::pair(B->leastCertain(), B->Depth);
}

bool asksForCurrent(ExprPool &Pool, const Facts &When, const Facts &Known) {
  auto IsOwn = [](const Expr *E) {
    return E->K == Expr::Init && E->C->K == Cell::Global;
  };
  return llvm::any_of(When, [&](const auto &Asked) {
    const Expr *E = Asked.first;
    if (asksForContext(Pool, E))
      return Known.truth(Pool, E) == Tri::Unknown;
    return E->K == Expr::Binary && E->Bin == flow::BinOp::Eq &&
           E->A->Ty.Pointer && Asked.second.excludes(0) &&
           (IsOwn(E->A) || IsOwn(E->B)) && Known.truth(Pool, E) == Tri::Unknown;
  });
}

bool Obligations::add(ExprPool &Pool, Obligation O) {
  unsigned Others = 0;
  for (Obligation &Old : All)
    if (Old.K == O.K && Old.Value == O.Value && Old.Irq == O.Irq &&
        Old.Index == O.Index &&
        (Old.At == O.At || O.K == Obligation::EntryOff ||
         O.K == Obligation::EnterOn || O.K == Obligation::OpensEntry ||
         O.K == Obligation::SleepsEntry || O.K == Obligation::MustBeOn ||
         O.K == Obligation::MustBeOff || O.K == Obligation::LeftOff ||
         O.K == Obligation::OpensIfOn || O.K == Obligation::Happens)) {
      // On either path. If that would forget what distinguishes both from a
      // third one, `if (a || b) unlock(l, f);`, they stay two.
      Facts Either = Old.When;
      Either.weaken(Pool, O.When);
      if (!(Either == Old.When) && !(Either == O.When) &&
          ++Others < MaxAlternatives && All.size() < MaxObligations / 2)
        continue;
      Old.When = std::move(Either);
      // What is wrong in this function itself is the most certain.
      if (!O.At || (Old.At && isSurer(O.At, Old.At)))
        Old.At = O.At;
      return true;
    }
  if (All.size() >= MaxObligations) {
    Overflowed = true;
    return false;
  }
  All.push_back(std::move(O));
  return true;
}

unsigned Judge::conditionOf(const Facts &When, unsigned Index) {
  if (!Report || !F.IsStatic || F.AddressTaken)
    return Conditional::Always;
  Obligation O;
  O.K = Obligation::Happens;
  O.When = callerVisible(When);
  // Memory may have changed when it is read, and a test of the state at entry
  // is judged separately.
  O.When.removeIf([](const Expr *E) {
    return !E->HasCallerValue || E->HasMemory || E->HasEntry || E->HasWord;
  });
  O.Index = Index;
  if (O.When.empty() || !B.Owed.add(Pool, O))
    Log.Seen.Conditions[O.Index].meet(Met::Maybe);
  return O.Index;
}

/// Leaves it to callers which flags \p Sleep is passed. Those of memory are
/// nobody's to tell.
static Obligation flagsAsked(ExprPool &Pool, const Facts &When,
                             const Event *Sleep, unsigned Index) {
  Obligation O;
  O.K = Obligation::Happens;
  O.When = When;
  O.When.removeIf([](const Expr *E) {
    return !E->HasCallerValue || E->HasMemory || E->HasEntry || E->HasWord;
  });
  O.IrqEvent = Sleep;
  O.Index = Index;
  return O;
}

unsigned Judge::flagsOf(const Facts &When, const Event *Sleep) {
  if (!Report)
    return Conditional::Always;
  Obligation O =
      flagsAsked(Pool, callerVisible(When), Sleep,
                 Log.conditionAt(Sleep, ObservationLog::Wrong::Flags, 0));
  const unsigned Index = O.Index;
  if (!isSleepGuess(O.When, Sleep) || !B.Owed.add(Pool, std::move(O)))
    Log.Seen.Conditions[Index].meet(Met::Maybe);
  return Index;
}

void Judge::flagsDue(const DueObligation &D) {
  const Event *Sleep = D.Of.IrqEvent, *Chain = D.Subst.event(D.Of.At);
  Condition &C = Log.Seen.Conditions[D.Of.Index];
  if (!isSleepGuess(D.When, Sleep)) {
    C.meet(isSleepGuess(D.Of.When, Sleep) ? Met::Yes : Met::Maybe, Chain);
    return;
  }
  Obligation Up = flagsAsked(Pool, callerVisible(D.When), Sleep, D.Of.Index);
  Up.At = Chain;
  if (!isSleepGuess(Up.When, Sleep) || !B.Owed.add(Pool, std::move(Up)))
    C.meet(Met::Maybe);
}

void Judge::dueIfOn(const DueObligation &D, OnFacts &E) {
  const Event *Chain = D.Subst.event(D.Of.At);
  const Expr *Now = D.S.Irq.Now;
  const Tri Current = D.When.truth(Pool, Now);
  if (Current == Tri::False) {
    E.SomeCallerOff = true;
  } else if (Current == Tri::True) {
    E.CallerOn = true;
    if (!E.OnChain || Chain->Depth < E.OnChain->Depth)
      E.OnChain = Chain;
  } else if (Now == Pool.entry()) {
    Obligation Up = D.Of;
    Up.When = callerVisible(D.When);
    Up.At = Chain;
    oblige(std::move(Up));
  } else {
    E.CallersUnknown = true;
  }
}

void Judge::observeSite(const Event *At, uint8_t Verdict,
                        SiteObservation::Why Why, bool Pending) {
  if (!Report || !B.Entries)
    return;
  // A chain that was cut because of its length does not say where; the
  // functions near the restore have recorded it.
  if (At->innermost()->K != Event::Restore)
    return;
  At = userStep(At);
  // If a header's function restores its caller's word, the site is in the
  // caller. If it saves the word itself, the site is in the header.
  if (At->Fn->InHeader && Pending)
    return;
  SiteObservation O;
  O.At = At;
  O.Seen = Verdict;
  O.Reason = Why;
  O.Pending = Pending;
  Log.observe(O);
}

bool Judge::isSleepGuess(const Facts &When, const Event *Enabled) const {
  if (!Enabled || Enabled->innermost()->K != Event::Sleep)
    return false;
  const EventOp *At = Enabled->innermost()->At;
  const flow::Primitive *P = At ? Sc.Program.entry(*At) : nullptr;
  if (!P || !P->SleepArg)
    return false;
  for (const auto &[E, F] : When)
    if (E->K == Expr::Binary && E->Bin == flow::BinOp::And &&
        E->B->isConst(P->SleepMask) && F.excludes(0))
      return true;
  return false;
}

bool Judge::isMadeEachWay(const Event *Made) const {
  if (!Made || !Made->Inner)
    return Made;
  const EventFunction &In = *Made->Inner->Fn;
  const Summary *S = Sc.Program.summary(In.key());
  return S && llvm::all_of(S->Rows, [&](const Row &R) {
           return R.Irq->isConst() && R.Irq == S->Rows.front().Irq;
         });
}

bool Judge::isUnguarded(const EventOp &At, const flow::Op *Since) const {
  auto BlockOf = [&](uint32_t Number) -> uint32_t {
    for (uint32_t B = 0; B != F.Blocks.size(); ++B)
      for (const flow::Op &O : F.Blocks[B].Ops)
        if (O.Number == Number)
          return B;
    return 0;
  };
  const uint32_t Avoid = BlockOf(At.Number);
  std::vector<char> Seen(F.Blocks.size());
  std::vector<uint32_t> Work{Since ? BlockOf(Since->Number) : 0};
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

} // namespace pvlint::solve
