//===- Judges.h - all judges of a simulation --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Attach it to a solver before anything is solved, and get the observations
// from it afterwards.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_JUDGES_H
#define PVLINT_JUDGE_JUDGES_H

#include "engine/Solver.h"
#include "judge/EntryStates.h"
#include "judge/ObservationLog.h"

namespace pvlint::solve {

class Judges : public Audience {
public:
  /// Listens to \p S from now on. \p Entries is what a linked program knows
  /// about the callers of its functions; without it, one unit is judged.
  explicit Judges(Solver &S, EntryStates *Entries = nullptr)
      : S(S), Entries(Entries) {
    S.setAudience(this);
  }
  /// Sets what is known about the callers of a unit's functions.
  void know(EntryStates *Known) { Entries = Known; }
  ~Judges() { S.setAudience(nullptr); }
  Judges(const Judges &) = delete;
  Judges &operator=(const Judges &) = delete;

  std::unique_ptr<Listener> listen(const Scene &Sc) override;

  /// Call when all functions of a unit are solved: settles unknown callers.
  void finish();

  const Observations &observations() const { return Log.Seen; }
  Observations &editObservations() { return Log.Seen; }
  /// What was found out without a simulation.
  void observe(SleepObservation O) { Log.observe(std::move(O)); }

private:
  void settleContext(const flow::EntryContext &Known, const Summary &Sum);

  Solver &S;
  EntryStates *Entries;
  ObservationLog Log;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_JUDGES_H
