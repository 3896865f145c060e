//===- Sleeps.cpp - sleeping with interrupts off --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A section that this function began is judged at the sleep, or at the call
// that leads to it. If interrupts are in the caller's state, the sleep is
// judged in the caller that has them disabled; for an interrupt handler, which
// is entered with them off, an obligation is passed up to it.
//
// A sleep inside a counted section is judged in Counted.cpp.
//
//===----------------------------------------------------------------------===//

#include "Sleeps.h"
#include "Chance.h"
#include "engine/Memory.h"
#include "engine/Rows.h"
#include "ir/CellNames.h"

namespace pvlint::solve {

/// Whether \p At allocates what memory had none of, in a callback that others
/// call too: `if (!page) page = alloc();`. The first of them does, when it is
/// registered, and not who comes back with interrupts disabled.
static bool isFirstUse(const Solver &Program, const Facts &When,
                       const Event *At) {
  const EventOp *Sleep = At->innermost()->At;
  const flow::Primitive *P = Sleep ? Program.entry(*Sleep) : nullptr;
  return P && P->SleepArg && At->Fn->AddressTaken &&
         llvm::any_of(When, [](const auto &Known) {
           const auto &[E, Is] = Known;
           return E->K == Expr::Init && E->Ty.Pointer && Is.IsEqual &&
                  Is.Equal == 0;
         });
}

/// Whether \p F does it once: `if (d->enabled) return 0; … d->enabled = true;`.
/// The first who calls is the one that sets it up, and not who comes back with
/// interrupts disabled. A number that is zero may be so again.
static bool isDoneOnce(const Solver &Program, const flow::Function &F,
                       const Facts &When) {
  const flow::Function *Whole = Program.original(F);
  auto IsUnset = [](const auto &Known) {
    const auto &[E, Is] = Known;
    return E->K == Expr::Init && E->C->K == Cell::Pointee && E->Ty.Bits == 1 &&
           Is.IsEqual && Is.Equal == 0;
  };
  if (!Whole || llvm::none_of(When, IsUnset))
    return false;
  const llvm::StringSet<> Written = flow::writtenNames(*Whole);
  return llvm::any_of(When, [&](const auto &Known) {
    return IsUnset(Known) && Written.contains(nameOf(Known.first->C));
  });
}

void SleepJudge::sleeps(const Event *At, const State &S, const Facts &When) {
  if (!Report || IsCountedBody || S.Irq.Counted.Open)
    return;
  const Tri Now = S.isOn(Pool);
  if (S.Irq.Now != Pool.entry()) {
    if (Now != Tri::False)
      return;
    SleepObservation O;
    O.At = At;
    O.Off = S.Irq.madeBy();
    if (!O.Off)
      return;
    // While the system boots there is no contention.
    O.Guess = F.IsInit || isOffByChance(Sc.Program, Pool, O.Off);
    O.ByFlags = isSleepGuess(When, At);
    O.Path = wayTo(F, S.Way);
    O.Condition = O.ByFlags
                      ? flagsOf(When, At)
                      : conditionOf(When, At, ObservationLog::Wrong::Sleep);
    Log.observe(std::move(O));
    return;
  }
  // A test of the state at entry is about other callers.
  if (Now == Tri::Unknown && B.Entries && userStep(At) == At && !F.InHeader &&
      B.Entries->mayBeInContext(F)) {
    SleepObservation O;
    O.At = At;
    O.Path = wayTo(F, S.Way);
    oblige(Log.observe(std::move(O)), When, nullptr, S.Path);
  }
}

void SleepJudge::due(const DueObligation &D) {
  const Event *Sleep = Log.Seen.Sleeps[D.Of.Index].At;
  // Flags that were the callee's caller's are known by now, or asked for again.
  const bool Guess = D.Of.Guess && !isSleepGuess(D.Of.When, Sleep);
  // Whether a function in another file sleeps depends on more than is known.
  if (Report && D.S.Irq.Now == Pool.entry() &&
      Sleep->Fn->Loc.File == F.Loc.Begin.File &&
      D.When.truth(Pool, Pool.entry()) == Tri::Unknown)
    oblige(D.Of.Index, D.When, D.Subst.event(D.Of.At), D.S.Path, Guess);
}

/// Whether an allocation may sleep only if its flags, an unknown of this
/// function, are one of several numbers: `gfp |= atomic ? GFP_NOWAIT :
/// GFP_KERNEL`.
static bool dependsOnUnknown(const Solver &Program, const Facts &When,
                             const Facts &Known, const Event *At) {
  const EventOp *Sleep = At->innermost()->At;
  const flow::Primitive *P = Sleep ? Program.entry(*Sleep) : nullptr;
  return P && P->SleepArg && llvm::any_of(When, [&](const auto &Fact) {
           const auto &[E, Is] = Fact;
           const auto *Before = Known.find(E);
           return E->HasLocal && !E->HasMemory && Is.IsEqual &&
                  (Is.Equal & P->SleepMask) && (!Before || *Before != Is);
         });
}

void SleepJudge::oblige(unsigned Index, const Facts &When, const Event *At,
                        const Facts &Known, bool Guess) {
  Obligation Up;
  Up.K = Obligation::SleepsEntry;
  Up.When = callerVisible(When);
  Up.Index = Index;
  Up.At = At;
  const Event *Sleep = Log.Seen.Sleeps[Index].At;
  Up.Guess = Guess || isSleepGuess(When, Sleep) ||
             dependsOnUnknown(Sc.Program, When, Known, Sleep) ||
             isFirstUse(Sc.Program, When, Sleep) ||
             isDoneOnce(Sc.Program, F, When);
  Judge::oblige(std::move(Up));
}

} // namespace pvlint::solve
