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
#include "engine/Memory.h"

namespace pvlint::solve {

/// Whether the sleep depends on a field with the opposite value of what the
/// path knows about that field of another object. That both objects are in one
/// mode, such as pcm->nonatomic of linked streams, is nothing that a path can
/// show.
static bool dependsOnOther(ExprPool &Pool, const Facts &Known,
                           const Facts &When) {
  auto Name = [](const Expr *E) {
    return E->K == Expr::Init ? nameOf(E->C) : llvm::StringRef();
  };
  return llvm::any_of(When, [&](const auto &Asked) {
    const auto &[E, Is] = Asked;
    const llvm::StringRef Of = Name(E);
    if (Of.empty() || !Known.about(Pool, E).isNothing())
      return false;
    return llvm::any_of(Known, [&](const auto &Other) {
      const auto Values = Other.second.values();
      return Other.first != E && Name(Other.first) == Of && Values &&
             llvm::all_of(*Values, [&](int64_t V) { return Is.excludes(V); });
    });
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
    O.Off = S.Irq.By;
    if (!O.Off || dependsOnOther(Pool, S.Path, When))
      return;
    // While the system boots there is no contention.
    O.Guess = F.IsInit || isSleepGuess(When, At);
    O.Path = wayTo(F, S.Way);
    O.Condition = conditionOf(When, At, ObservationLog::Wrong::Sleep);
    Log.observe(std::move(O));
    return;
  }
  // A test of the state at entry is about other callers.
  if (Now == Tri::Unknown && B.Entries && userStep(At) == At && !F.InHeader &&
      B.Entries->mayBeInContext(F)) {
    SleepObservation O;
    O.At = At;
    O.Path = wayTo(F, S.Way);
    oblige(Log.observe(std::move(O)), S.Path, nullptr);
  }
}

void SleepJudge::due(const DueObligation &D) {
  // Whether a function in another file sleeps depends on more than is known.
  if (Report && D.S.Irq.Now == Pool.entry() &&
      Log.Seen.Sleeps[D.Of.Index].At->Fn->File == F.Loc.Begin.File &&
      D.When.truth(Pool, Pool.entry()) == Tri::Unknown)
    oblige(D.Of.Index, D.When, D.Subst.event(D.Of.At));
}

void SleepJudge::oblige(unsigned Index, const Facts &When, const Event *At) {
  Obligation Up;
  Up.K = Obligation::SleepsEntry;
  Up.When = callerVisible(When);
  Up.Index = Index;
  Up.At = At;
  Up.Guess = isSleepGuess(When, Log.Seen.Sleeps[Index].At);
  Judge::oblige(std::move(Up));
}

} // namespace pvlint::solve
