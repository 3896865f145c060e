//===- Bypass.h - the processor's own flags ---------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_BYPASS_H
#define PVLINT_JUDGE_BYPASS_H

#include "Judge.h"

namespace pvlint::solve {

/// Clause C8: what may run under a hypervisor goes through the paravirt ops.
class BypassJudge : public Judge {
public:
  using Judge::Judge;

  void acts(const flow::Op &O, const flow::Primitive &P,
            const State &S) override;
  void restores(const Restoring &R, const State &S) override;
  void tests(const flow::Op &O, const flow::Primitive &P, const Expr *Word,
             const State &S) override;
  void reads(const Reading &R, const State &S) override;

  /// What happens at \p At depends on \p V, perhaps on IF of a word of the
  /// register in it.
  void judgeIfRead(const Expr *V, const Event *At);
  /// Whether something that depends on \p V depends on IF of a caller's word.
  bool mayReadIf(const Expr *V) const;

private:
  bool inNativeSection(const State &S) const;
  void readsIf(const Expr *Word, const Event *At);
  void note(BypassObservation O);
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_BYPASS_H
