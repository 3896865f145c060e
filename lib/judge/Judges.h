//===- Judges.h - everybody who judges a simulation -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Give it to a solver before anything is solved, and ask it for what was seen
// when all is.
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
  /// The audience of \p S from now on. \p Entries is what a linked program
  /// knows of who enters its functions; without it, one unit is judged.
  explicit Judges(Solver &S, EntryStates *Entries = nullptr)
      : S(S), Entries(Entries) {
    S.setAudience(this);
  }
  /// Tells what is known of who enters the functions of a unit.
  void know(EntryStates *Known) { Entries = Known; }
  ~Judges() { S.setAudience(nullptr); }
  Judges(const Judges &) = delete;
  Judges &operator=(const Judges &) = delete;

  std::unique_ptr<Listener> listen(const Scene &Sc) override;

  /// Call when all functions of a unit are solved: settles who can call what.
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
