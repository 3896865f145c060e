//===- Summary.cpp - what a function does to its caller -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Summary.h"

namespace pvlint::solve {

bool Summary::isNeutral(ExprPool &Pool) const {
  return !actsOnInterrupts(Pool) && llvm::none_of(Rows, [&](const Row &R) {
    return R.Sleep.Is == Slept::Yes || R.Paired ||
           R.When.truth(Pool, Pool.entry()) != Tri::Unknown;
  });
}

bool Summary::actsOnInterrupts(ExprPool &Pool) const {
  if (!Obligations.empty())
    return true;
  for (const Row &R : Rows) {
    if (R.Irq != Pool.entry() || R.Counted.isUsed() || !R.Restored.empty())
      return true;
    if (R.Return && (R.Return->HasWord || R.Return->HasEntry))
      return true;
    for (const auto &[C, V, Is] : R.Writes)
      if (V->HasWord || V->HasEntry)
        return true;
  }
  // A function that never returns is not neutral.
  return Rows.empty();
}

bool Summary::leavesBehindIn(llvm::StringRef Name) const {
  return llvm::any_of(Left, [&](const LeftBehind &L) {
    const llvm::StringRef Field =
        llvm::StringRef(L.In->Path).rsplit('.').second;
    return Field.empty() ? L.In->K == Cell::Global && L.In->Name == Name
                         : Field == Name;
  });
}

bool Obligation::takesNull() const {
  return llvm::any_of(When, [](const auto &Known) {
    const auto &[E, Is] = Known;
    return E->K == Expr::Param && E->Ty.Pointer && Is.IsEqual && Is.Equal == 0;
  });
}

bool Summary::sameEffect(const Summary &Other) const {
  auto SameRow = [](const Row &A, const Row &B) {
    return A.When == B.When && A.Return == B.Return &&
           A.ReturnIs == B.ReturnIs && A.Irq == B.Irq &&
           A.Sleep.sameEffect(B.Sleep) && A.Restored == B.Restored &&
           A.Writes == B.Writes && A.Counted.sameEffect(B.Counted) &&
           !A.Disabled == !B.Disabled && !A.Paired == !B.Paired;
  };
  auto SameObligation = [](const Obligation &A, const Obligation &B) {
    return A.K == B.K && A.When == B.When && A.Value == B.Value &&
           A.Irq == B.Irq && A.Index == B.Index;
  };
  auto SameLeft = [](const LeftBehind &A, const LeftBehind &B) {
    return A.In == B.In;
  };
  return llvm::equal(Rows, Other.Rows, SameRow) &&
         llvm::equal(Left, Other.Left, SameLeft) &&
         llvm::equal(Obligations, Other.Obligations, SameObligation);
}

} // namespace pvlint::solve
