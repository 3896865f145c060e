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
// is only right if these are taken. So where a function enables, sleeps, calls
// what does so, or makes a call that is wrong for some callers, the branches
// that all of its paths to that step take are recorded for the step, and shown
// wherever the step is. An unlock further up that none of these paths executes
// is recorded, too, as it would make the step harmless: with the branch by
// which the first of the paths passes by it.
//
// Example: of `if (a->thread && a->pid != pid) spin_unlock_irq(l); free_irq()`
// the paths to the sleep have no branch in common. The first one has
// 'a->thread' NULL, and spin_unlock_irq() is not called.
//
// Limits: of several paths to a step only what they have in common is recorded,
// and how the first one passes by unlocks; branches that the slicer has dropped
// are missing.
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
  /// \p Callee may enable or sleep: that is a step of this function, too.
  void passesCall(const Summary &Callee, const State &S, Substitution &Subst);
  /// A callee is called in which something is wrong for a caller that has
  /// interrupts in one state.
  void passes(const Obligation &Ob, const State &S, Substitution &Subst);
  void settled(bool Merged) override;

private:
  /// Which way, and where: the last ones first.
  using Branches = std::vector<std::pair<flow::Range, bool>>;
  struct Paths {
    Branches First, Common;
    llvm::SmallPtrSet<const Event *, 4> Passed; ///< by any of them
  };
  llvm::MapVector<const Event *, Paths> To;
  llvm::SmallSetVector<const Event *, 4> Enables; ///< in this function itself

  /// Steps that are told of one event.
  static constexpr size_t MaxSteps = 6;

  void note(const Event *At, const State &S);
  std::optional<WayStep> passesBy(const Event *Enable,
                                  const Branches &Path) const;
  Way untaken(const Event *At, const Paths &Of) const;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_INSIDE_H
