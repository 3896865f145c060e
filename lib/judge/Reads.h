//===- Reads.h - whether something depends on undefined bits ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_READS_H
#define PVLINT_JUDGE_READS_H

#include "Bypass.h"
#include "Judge.h"

namespace pvlint::solve {

/// Clause C1: nothing depends on an undefined bit of a word.
class ReadJudge : public Judge {
public:
  ReadJudge(Bench &B, BypassJudge &Bypass) : Judge(B), Bypass(Bypass) {}

  void reads(const Reading &R, const State &S) override;
  /// A callee looks at a value that came from here.
  void due(const DueObligation &D);

private:
  bool mayBeWord(const Expr *V) const;
  bool isCallersWord(const Expr *V) const;
  const flow::Op *findWordLoad(const flow::Operand &From,
                               unsigned Depth = 0) const;

  BypassJudge &Bypass;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_READS_H
