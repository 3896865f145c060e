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
#include "llvm/ADT/DenseSet.h"

namespace pvlint::solve {

class SlotJudge : public Judge {
public:
  using Judge::Judge;

  void acts(const flow::Op &O, const flow::Primitive &P,
            const State &S) override;
  void stores(const Cell *To, const Expr *V, const State &S) override;
  /// \p Word is restored at \p At.
  void restored(const Expr *Word, const Event *At, const State &S);
  void returns(const Row &R, const flow::Range &At, const State &S) override;
  void settled(bool Merged) override;
  void takesLock(const flow::Op &O, const State &S,
                 llvm::ArrayRef<const Expr *> Args) override;
  bool wantsLocks() const override { return WantsLocks; }
  /// A callee saves a word to memory of ours, or of our callers.
  void due(const DueObligation &D);

private:
  bool isShared(const Cell *C) const;
  bool isOneObjects(const Expr *Word) const;
  bool isBareSave(const Expr *V) const;
  void judge(const State &S, const Cell *Slot, const Expr *Lock,
             const Event *Save, const Event *At);

  /// The lock that the call that saves the word takes, by its event.
  llvm::DenseMap<const Event *, const Expr *> LockOf;
  /// Saves to shared memory while no lock was known to be held.
  llvm::DenseSet<const Event *> Unlocked;
  /// Saves that some return leaves in memory, for others to restore.
  llvm::DenseSet<const Event *> LeftThere;
  std::vector<SlotObservation> Pending;
  /// It matters to this function, or its callers, when locks are taken.
  bool WantsLocks = false;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_SLOTS_H
