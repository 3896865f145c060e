//===- Counted.cpp - interrupts that are disabled by a count --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Enabling interrupts while this function has raised the count is wrong for any
// caller. An end without a begin in this function is what an unlock function
// does: it is wrong if interrupts are on, if the function has ended the same
// section before, or if other paths have begun it and no caller could know on
// which path the function was.
//
// A path that leaves a section open is judged in Exits.cpp, as for any section.
//
// Limits: a callee that enables and disables again is not reported here.
//
//===----------------------------------------------------------------------===//

#include "Counted.h"
#include "engine/Rows.h"

namespace pvlint::solve {

unsigned CountedJudge::note(CountedObservation O, const Facts &When,
                            const Trail *Way) {
  O.Path = wayTo(F, Way);
  O.Condition =
      O.ByFlags ? flagsOf(When, O.At)
                : conditionOf(When, O.At, ObservationLog::Wrong::Counted, O.K);
  return Log.observe(std::move(O));
}

void CountedJudge::breaksCounted(const Event *At, const Expr *Then,
                                 const State &S) {
  if (!Report || IsCountedBody)
    return;
  CountedObservation O;
  O.At = At;
  O.Begin = S.Irq.Counted.Open->Begin;
  switch (At->innermost()->K) {
  case Event::Restore:
    O.K = CountedObservation::Restored;
    O.SavedOn = S.Path.truth(Pool, Then) == Tri::True;
    // It must be known which save the word comes from.
    if (!O.SavedOn && Then != Pool.entry() &&
        (Then->K != Expr::IfBit || Then->HasLocal))
      return;
    break;
  case Event::Sleep:
    O.K = CountedObservation::Slept;
    O.ByFlags = isSleepGuess(S.Path, At);
    break;
  case Event::Enable:
    O.K = CountedObservation::Enabled;
    break;
  default:
    return;
  }
  const bool HangsOnCaller =
      O.K == CountedObservation::Restored && !O.SavedOn && Then == Pool.entry();
  const unsigned Index = note(std::move(O), S.Path, S.Way);
  if (!HangsOnCaller)
    return;
  Obligation Ob;
  Ob.K = Obligation::OpensIfOn;
  Ob.When = callerVisible(S.Path);
  Ob.Index = Index;
  oblige(std::move(Ob));
}

void CountedJudge::endsCounted(const Event *At, bool IsAgain, const State &S) {
  if (!Report || IsCountedBody)
    return;
  const CountedSections &Counted = S.Irq.Counted;
  if (Counted.Open) {
    OwnEnds.insert(At);
    return;
  }
  CountedObservation O;
  O.At = At;
  if (IsAgain) {
    O.K = CountedObservation::Again;
    O.Begin = Counted.Ended;
  } else if (S.Irq.isOn()) {
    O.K = CountedObservation::WhileOn;
    O.Begin = S.Irq.By;
  } else {
    return;
  }
  note(std::move(O), S.Path, S.Way);
}

void CountedJudge::returns(const Row &R, const flow::Range &At,
                           const State &S) {
  if (!Report || IsCountedBody)
    return;
  if (R.Counted.Owed)
    Ended.emplace_back(R, S.Way);
  else if (!R.Counted.isUsed())
    Kept.push_back(R);
}

/// Whether the caller's arguments decide which of the two it is. It is not
/// enough if the result says so: that comes after the end.
static bool tellsApartByValues(ExprPool &Pool, Row A, Row B) {
  A.Return = B.Return = nullptr;
  A.ReturnIs = B.ReturnIs = Fact();
  return tellsApart(Pool, A, B, /*ByMemory=*/false);
}

void CountedJudge::settled(bool Merged) {
  if (!Report || Merged)
    return;
  for (const auto &[E, Way] : Ended) {
    if (!OwnEnds.contains(E.Counted.Ended) ||
        llvm::all_of(Kept, [&, &E = E](const Row &K) {
          return tellsApartByValues(Pool, E, K);
        }))
      continue;
    CountedObservation O;
    O.K = CountedObservation::Skipped;
    O.At = E.Counted.Ended;
    note(std::move(O), E.When, Way);
  }
}

} // namespace pvlint::solve
