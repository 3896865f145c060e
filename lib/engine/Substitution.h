//===- Substitution.h - a callee's values at a call -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SUBSTITUTION_H
#define PVLINT_ENGINE_SUBSTITUTION_H

#include "engine/Scene.h"

namespace pvlint::solve {

/// Rewrites a callee's expressions into the caller's at one call.
class Substitution {
public:
  /// \p Call, which \p CallId names the same way in every run, passes \p Args
  /// in the state \p Before, and finds the callee \p By. \p IrqAtEntry is what
  /// the callee is entered with.
  Substitution(const Scene &Sc, const State &Before, const flow::Op &Call,
               uint64_t CallId, llvm::ArrayRef<const Expr *> Args,
               const Expr *IrqAtEntry, Reach By)
      : Sc(Sc), Before(Before), Call(Call), CallId(CallId), Args(Args),
        IrqAtEntry(IrqAtEntry), By(By) {}

  const Expr *expr(const Expr *E);
  /// Null when the cell is out of the caller's sight.
  const Cell *cell(const Cell *C);
  const Event *event(const Event *Inner);

  /// Unknowns made here; in a loop they replace those of the last round.
  llvm::SmallVector<const Expr *, 4> Created;

private:
  const Expr *rewrite(const Expr *E);

  const Scene &Sc;
  const State &Before;
  const flow::Op &Call;
  const uint64_t CallId;
  llvm::ArrayRef<const Expr *> Args;
  const Expr *IrqAtEntry;
  const Reach By;
  llvm::DenseMap<const Expr *, const Expr *> Memo;
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SUBSTITUTION_H
