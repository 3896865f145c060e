//===- Restores.h - whether a restore would have to disable -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_RESTORES_H
#define PVLINT_JUDGE_RESTORES_H

#include "Judge.h"
#include "Words.h"

namespace pvlint::solve {

/// Clause C2: at each restore interrupts are off, or the word says "on".
class RestoreJudge : public Judge {
public:
  RestoreJudge(Bench &B, WordJudge &Words) : Judge(B), Words(Words) {}

  void restores(const Restoring &R, const State &S) override;
  /// A callee restores a word that came from here.
  void due(const DueObligation &D);

private:
  void judge(const State &S, const WordUse &Use, const Event *At, bool Guarded);
  void leaveToCaller(const WordUse &Use, const Event *At, bool Guarded);
  void noteUninit(const Facts &When, const Expr *Word, const Event *At);

  WordJudge &Words;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_RESTORES_H
