//===- Definitions.h - where temporaries get their values -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asked at each restore, so a body is gone through once and not each time.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_DEFINITIONS_H
#define PVLINT_ENGINE_DEFINITIONS_H

#include "ir/Program.h"

namespace pvlint::solve {

class Definitions {
public:
  explicit Definitions(const flow::Function &F) : Ops(F.NumTemps) {
    for (const flow::Block &B : F.Blocks)
      for (const flow::Op &O : B.Ops)
        if (O.HasResult && O.Result < Ops.size() && !Ops[O.Result])
          Ops[O.Result] = &O;
  }

  /// The operation that gives \p V, the first where arms of an expression give
  /// one each. Null for what is no temporary.
  const flow::Op *of(const flow::Operand &V) const {
    return V.isTemp() && V.Index < Ops.size() ? Ops[V.Index] : nullptr;
  }

private:
  std::vector<const flow::Op *> Ops; ///< by temporary
};

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_DEFINITIONS_H
