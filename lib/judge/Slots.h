//===- Slots.h - words saved to memory before its lock is taken -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_SLOTS_H
#define PVLINT_JUDGE_SLOTS_H

#include "Judge.h"

namespace pvlint::solve {

class SlotJudge : public Judge {
public:
  using Judge::Judge;

  void stores(const Cell *To, const Expr *V, const State &S) override;
  void takesLock(const flow::Op &O, const State &S,
                 llvm::ArrayRef<const Expr *> Args) override;
  bool wantsLocks() const override { return WantsLocks; }
  /// A callee saves a word to memory of ours, or of our callers.
  void due(const DueObligation &D);

private:
  bool isBareSave(const Expr *V) const;
  void judge(const State &S, const Cell *Slot, const Expr *Lock,
             const Event *Save, const Event *At);

  /// It matters to this function, or its callers, when locks are taken.
  bool WantsLocks = false;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_SLOTS_H
