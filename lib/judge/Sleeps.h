//===- Sleeps.h - sleeping with interrupts off ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_SLEEPS_H
#define PVLINT_JUDGE_SLEEPS_H

#include "Judge.h"

namespace pvlint::solve {

/// Clause C11: no sleep with interrupts disabled. schedule() returns with them
/// on, whatever is restored later.
class SleepJudge : public Judge {
public:
  using Judge::Judge;
  void sleeps(const Event *At, const State &S, const Facts &When) override;
  /// A callee sleeps in the state in which this function was entered.
  void due(const DueObligation &D);

private:
  /// \p Known is what the path knew before the condition \p When.
  void oblige(unsigned Index, const Facts &When, const Event *At,
              const Facts &Known, bool Guess = false);
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_SLEEPS_H
