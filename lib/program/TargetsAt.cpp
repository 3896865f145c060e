//===- TargetsAt.cpp - which functions at a place do what -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/TargetsAt.h"

namespace pvlint::solve {

void TargetsAt::add(const IndirectTarget &T, const Summary *S, ExprPool &Pool) {
  if (S && S->actsOnInterrupts(Pool)) {
    Of.Acting.push_back(T);
    return;
  }
  Of.Answering.push_back(T);
  NeutralAnywhere |= T.Objects.empty();
  Of.NeutralObjects.append(T.Objects.begin(), T.Objects.end());
  Of.NeutralWays.append(T.Ways.begin(), T.Ways.end());
}

void TargetsAt::giveUp() {
  Of.Acting.clear();
  Of.Answering.clear();
  Of.NeutralObjects.clear();
  Of.NeutralWays.clear();
}

IndirectPlace TargetsAt::take() {
  for (auto *Numbers : {&Of.NeutralObjects, &Of.NeutralWays}) {
    llvm::sort(*Numbers);
    Numbers->erase(llvm::unique(*Numbers), Numbers->end());
  }
  if (Of.NeutralWays.size() > MaxValues)
    Of.NeutralWays.clear();
  Of.HasUnknownOnly =
      !Of.Acting.empty() && !NeutralAnywhere && Of.NeutralObjects.empty() &&
      llvm::none_of(Of.Acting,
                    [](const IndirectTarget &T) { return T.Objects.empty(); });
  // A table in which the place is empty is not called through it.
  if (NeutralAnywhere || Of.NeutralObjects.size() > MaxValues)
    Of.NeutralObjects.clear();
  if (Of.Answering.size() > MaxAnswering)
    Of.Answering.clear();
  return std::move(Of);
}

} // namespace pvlint::solve
