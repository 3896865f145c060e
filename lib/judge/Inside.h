//===- Inside.h - what decides inside of callees ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A caller's path tells its own branches. That a callee enables interrupts, or
// sleeps, may depend on branches of the callee, and the finding is only right
// if these are taken. So where a function enables or sleeps, the branches that
// all of its paths to there have taken are noted for that step; whoever tells a
// call with the step inside tells them, too.
//
// Limits: of several ways to one step only what they have in common is told. In
// a linked program functions between the caller and the step may have none.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_INSIDE_H
#define PVLINT_JUDGE_INSIDE_H

#include "Judge.h"
#include "llvm/ADT/MapVector.h"

namespace pvlint::solve {

class InsideJudge : public Judge {
public:
  using Judge::Judge;

  void enables(const Event *At, const State &S) override { note(At, S); }
  void sleeps(const Event *At, const State &S, const Facts &) override {
    note(At, S);
  }
  /// A callee is called that would be wrong to enable, or to sleep, for some
  /// caller of this function.
  void passes(const Obligation &Ob, const State &S, Substitution &Subst) {
    if (!F.InHeader &&
        (Ob.K == Obligation::EntryOff || Ob.K == Obligation::EnterOn ||
         Ob.K == Obligation::OpensEntry || Ob.K == Obligation::SleepsEntry))
      note(Subst.event(Ob.At), S);
  }
  void settled(bool Merged) override;

private:
  /// Which way, and where: the last ones first.
  using Branches = std::vector<std::pair<flow::Range, bool>>;
  llvm::MapVector<const Event *, Branches> Common;

  void note(const Event *At, const State &S);
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_INSIDE_H
