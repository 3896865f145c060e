//===- Sleep.cpp - whether a path has slept -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Sleep.h"
#include "engine/Memory.h"

namespace pvlint::solve {

llvm::SmallVector<FlagTest, 0> flagsKnown(ExprPool &Pool, const Facts &Path) {
  llvm::SmallVector<FlagTest, 0> Flags;
  for (const auto &[E, Known] : Path) {
    if (E->K != Expr::Init || E->Ty.Pointer || E->HasWord ||
        E->C->K != Cell::Pointee)
      continue;
    const Tri IsSet = Path.truth(Pool, E);
    const llvm::StringRef Field = nameOf(E->C);
    if (IsSet != Tri::Unknown && !Field.empty())
      Flags.push_back({Field, IsSet == Tri::True});
  }
  llvm::sort(Flags, [](const FlagTest &A, const FlagTest &B) {
    return std::pair(A.Field, A.IsSet) < std::pair(B.Field, B.IsSet);
  });
  Flags.erase(llvm::unique(Flags), Flags.end());
  return Flags;
}

bool FirstSleep::join(const FirstSleep &Other) {
  if (sameEffect(Other))
    return false;
  const FirstSleep Before = *this;
  if (Is != Other.Is)
    Is = Slept::Maybe; // only when states of unequal property are forced
  if (Permit != Other.Permit)
    Permit = nullptr;
  llvm::erase_if(
      If, [&](const FlagTest &T) { return !llvm::is_contained(Other.If, T); });
  return !sameEffect(Before);
}

bool FirstSleep::isOfOtherKind(ExprPool &Pool, const Facts &Path) const {
  if (If.empty())
    return false;
  return llvm::any_of(flagsKnown(Pool, Path), [&](const FlagTest &Known) {
    return llvm::is_contained(If, FlagTest{Known.Field, !Known.IsSet});
  });
}

} // namespace pvlint::solve
