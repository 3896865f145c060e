//===- Brackets.h - how the sections of a function nest ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fix-it that replaces `spin_lock_irq` by `spin_lock` or `spin_lock_irqsave`
// is right only if every matching unlock is changed too, on every path. So for
// each function that enables interrupts, what its lock calls open and close is
// recorded block by block next to the observations: a check can try an edit on
// the record and see whether the function is still balanced.
//
// Example: of `lock_irqsave(o); lock_irq(a); if (x) { unlock_irq(a); … }` each
// call is recorded with what is open around it. Where paths disagree about that
// (`if (c) lock(); … if (c) unlock();`), nothing is recorded, and there is no
// fix-it.
//
// Limits: only calls that the contract knows as forms. A function in which
// anything else changes the interrupt state is not recorded at all.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_BRACKETS_H
#define PVLINT_JUDGE_BRACKETS_H

#include "contract/Forms.h"
#include "values/Event.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace pvlint::solve {

struct Scene;

class Brackets {
public:
  /// What an edit makes of a call.
  struct Becomes {
    flow::FormKind Kind;
    flow::FormRole Role;
  };
  using Edits = llvm::DenseMap<const EventOp *, Becomes>;
  /// The begins that are open around a call, outermost first. An end is inside
  /// of its own begin's surroundings; one that ends nothing is Loose.
  struct Around {
    llvm::SmallVector<const EventOp *, 2> Open;
    bool Loose = false;
    bool Differs = false; ///< a plain call that paths reach in several ways
  };
  struct Walk {
    llvm::DenseMap<const EventOp *, Around> Calls;
    bool HasLoose = false, EndsOpen = false;
    bool isBalanced() const { return !HasLoose && !EndsOpen; }
  };

  /// Those of the function of \p Sc. Nothing if something else in it acts.
  static std::optional<Brackets> of(const Scene &Sc, const flow::Function &F);

  /// Follows every path with the edits \p Made. Nothing if paths disagree, or
  /// if an end is not of the same kind as its begin.
  std::optional<Walk> walk(const flow::Forms &Forms,
                           const Edits &Made = Edits()) const;

  /// All calls, in the order of blocks.
  llvm::SmallVector<const EventOp *, 8> calls() const;

  flow::Location Begin; ///< see flow::FunctionHead
  bool BeginsWithDeclaration = false;
  std::vector<std::string> Variables; ///< names of the function's

private:
  struct Block {
    llvm::SmallVector<const EventOp *, 2> Calls;
    llvm::SmallVector<uint32_t, 2> Next;
    bool Returns = false;
  };
  std::vector<Block> Blocks;
};

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_BRACKETS_H
