//===- Inside.h - what decides inside of callees ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path lists the branches of its own function. Whether a callee enables
// interrupts, or sleeps, may depend on branches in the callee, and the finding
// is only right if these are taken. So where a function enables, sleeps, or
// makes a call that is wrong for some callers, the branches that all of its
// paths to that step take are recorded for the step, and shown wherever the
// step is. An unlock further up that none of these paths executes is recorded,
// too: it is in a branch that is not taken, and would make the step harmless.
//
// Limits: if several paths lead to a step, only what they have in common is
// recorded; branches that the slicer has dropped are missing.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_INSIDE_H
#define PVLINT_JUDGE_INSIDE_H

#include "Judge.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace pvlint::solve {

class InsideJudge : public Judge {
public:
  using Judge::Judge;

  // If this function has enabled interrupts itself before, enabling them again
  // changes nothing.
  void enables(const Event *At, const State &S) override {
    if (S.isOn(Pool) != Tri::True)
      note(At, S);
    if (!F.InHeader)
      Enables.insert(At);
  }
  void sleeps(const Event *At, const State &S, const Facts &) override {
    if (S.isOn(Pool) != Tri::True)
      note(At, S);
  }
  /// A callee is called in which something is wrong for a caller that has
  /// interrupts in one state.
  void passes(const Obligation &Ob, const State &S, Substitution &Subst);
  void settled(bool Merged) override;

private:
  /// Which way, and where: the last ones first.
  using Branches = std::vector<std::pair<flow::Range, bool>>;
  struct Paths {
    Branches Common;
    llvm::SmallPtrSet<const Event *, 4> Passed; ///< by any of them
  };
  llvm::MapVector<const Event *, Paths> To;
  llvm::SmallSetVector<const Event *, 4> Enables; ///< in this function itself

  void note(const Event *At, const State &S);
  void addUntaken(const Event *At, const Paths &Of, Way &Steps) const;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_INSIDE_H
