//===- Chance.cpp - callees that disable interrupts or not ----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Chance.h"
#include "engine/Rows.h"

namespace pvlint::solve {

bool isOffByChance(const Solver &Program, ExprPool &Pool, const Event *Off) {
  auto IsOff = [](const Row &R) { return R.Irq->isConst(0); };
  for (const Event *E = Off; E->Inner; E = E->Inner) {
    const Summary *Callee = Program.summary(E->Inner->Fn->key());
    if (!Callee)
      continue;
    for (const Row &X : llvm::make_filter_range(Callee->Rows, IsOff))
      if (llvm::any_of(Callee->Rows, [&](const Row &Y) {
            return !IsOff(Y) && !tellsApart(Pool, X, Y, /*ByMemory=*/true);
          }))
        return true;
  }
  return false;
}

} // namespace pvlint::solve
