//===- Counted.h - interrupts that are disabled by a count ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_COUNTED_H
#define PVLINT_JUDGE_COUNTED_H

#include "Judge.h"
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

/// Clause C10: while the count is not zero interrupts stay off, and each enable
/// has its disable.
class CountedJudge : public Judge {
public:
  using Judge::Judge;

  void breaksCounted(const Event *At, const Expr *Then,
                     const State &S) override;
  void endsCounted(const Event *At, bool IsAgain, const State &S) override;
  void returns(const Row &R, const flow::Range &At, const State &S) override;
  void settled(bool Merged) override;
  /// A callee restores inside a section what it was entered with.
  void due(const DueObligation &D) {
    if (Report)
      dueIfOn(D, Log.Seen.Counted[D.Of.Index]);
  }

private:
  unsigned note(CountedObservation O, const Facts &When, const Trail *Way);

  llvm::DenseSet<const Event *> OwnEnds; ///< of sections begun here
  /// Ways to return by which the count is as it was.
  std::vector<Row> Kept;
  /// Those by which sections of the caller's were ended, and how they came
  /// there.
  std::vector<std::pair<Row, const Trail *>> Ended;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_COUNTED_H
