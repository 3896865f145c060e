//===- Renaming.cpp - facts of what variables lead to ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Renaming.h"
#include "engine/Memory.h"

namespace pvlint::solve {

const Expr *rename(ExprPool &Pool, const Expr *E, const Expr *From,
                   const Expr *To) {
  if (E == From)
    return To;
  if (!contains(E, From))
    return E;
  auto Rename = [&](const Expr *Part) { return rename(Pool, Part, From, To); };
  auto InCell = [&](const Cell *C) {
    return C->K == Cell::Pointee ? Pool.pointee(Rename(C->Pointer), C->Path)
                                 : C;
  };
  switch (E->K) {
  case Expr::Init:
    return Pool.init(InCell(E->C), E->Ty);
  case Expr::Address:
    return Pool.address(InCell(E->C));
  case Expr::Unary:
    return Pool.unary(E->Un, Rename(E->A), E->Ty);
  case Expr::Binary:
    return Pool.binary(E->Bin, Rename(E->A), Rename(E->B), E->Ty);
  case Expr::Cast:
    return Pool.cast(Rename(E->A), E->Ty);
  default:
    return E;
  }
}

/// What \p In knows of memory behind what the variables hold there, under the
/// joined names.
static Facts underJoinedNames(ExprPool &Pool, const Facts &In,
                              llvm::ArrayRef<Renaming> All,
                              const Expr *Renaming::*Side) {
  Facts Result;
  for (const auto &[E, F] : In) {
    if (!E->HasMemory)
      continue;
    for (const Renaming &R : All)
      if (const Expr *New = rename(Pool, E, R.*Side, R.Joined);
          New != E || R.*Side == R.Joined) {
        if (contains(New, R.Joined) && !New->isConst())
          Result.replace(New, F);
        break;
      }
  }
  return Result;
}

void keepRenamed(ExprPool &Pool, llvm::ArrayRef<Renaming> All,
                 const Facts &Mine, const Facts &Theirs, Facts &Known) {
  if (All.empty())
    return;
  Known.removeIf([&](const Expr *E) {
    return E->HasMemory && llvm::any_of(All, [&](const Renaming &R) {
             return contains(E, R.Joined);
           });
  });
  Facts Both = underJoinedNames(Pool, Mine, All, &Renaming::Mine);
  if (Both.empty())
    return;
  (void)Both.intersect(underJoinedNames(Pool, Theirs, All, &Renaming::Theirs));
  for (const auto &[E, F] : Both)
    Known.replace(E, F);
}

void keepBounds(ExprPool &Pool, llvm::ArrayRef<Renaming> All, const Facts &Mine,
                const Facts &Theirs, Facts &Known) {
  for (const Renaming &R : All) {
    if (R.Joined->HasWord || R.Joined->Ty.Pointer || R.Joined->isConst())
      continue;
    for (const auto &[Side, In] :
         {std::pair(R.Mine, &Mine), std::pair(R.Theirs, &Theirs)})
      for (const auto &[E, F] : *In) {
        if (E->K != Expr::Binary || E->Bin != flow::BinOp::Lt || E->A != Side ||
            Side->isConst() || !E->B->isConst())
          continue;
        const Tri Below = Mine.truth(Pool, rename(Pool, E, Side, R.Mine));
        if (Below == Tri::Unknown ||
            Below != Theirs.truth(Pool, rename(Pool, E, Side, R.Theirs)))
          continue;
        const Expr *Joined = rename(Pool, E, Side, R.Joined);
        if (!Joined->isConst())
          Known.replace(Joined, Fact::equal(Below == Tri::True));
      }
  }
}

} // namespace pvlint::solve
