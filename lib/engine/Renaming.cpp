//===- Renaming.cpp - facts of what variables lead to ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Renaming.h"
#include "engine/Memory.h"
#include "values/Order.h"

namespace pvlint::solve {

using flow::BinOp;

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
/// joined names: of what several lead to, under each.
static Facts underJoinedNames(ExprPool &Pool, const Facts &In,
                              llvm::ArrayRef<Renaming> All,
                              const Expr *Renaming::*Side) {
  Facts Result;
  (void)In.anyOfMemory([&](const Expr *E, const Fact &F) {
    for (const Renaming &R : All)
      if (const Expr *New = rename(Pool, E, R.*Side, R.Joined);
          (New != E || R.*Side == R.Joined) && contains(New, R.Joined) &&
          !New->isConst())
        Result.replace(New, F);
    return false;
  });
  return Result;
}

void keepRenamed(ExprPool &Pool, llvm::ArrayRef<Renaming> All,
                 const Facts &Mine, const Facts &Theirs, Facts &Known) {
  if (All.empty())
    return;
  for (const Renaming &R : All)
    Known.removeWith(R.Joined, [](const Expr *E) { return E->HasMemory; });
  Facts Both = underJoinedNames(Pool, Mine, All, &Renaming::Mine);
  if (Both.empty())
    return;
  (void)Both.intersect(underJoinedNames(Pool, Theirs, All, &Renaming::Theirs));
  for (const auto &[E, F] : Both)
    Known.replace(E, F);
}

/// What a value is compared with, as \p Ty.
struct Comparison {
  const Expr *With;
  flow::Type Ty;
  friend bool operator==(const Comparison &, const Comparison &) = default;
};

/// Adds to \p All what \p Side, a value of one of two paths that meet, was
/// compared with in \p In, but for what has a new meaning behind them.
static void findCompared(llvm::ArrayRef<Renaming> Names, const Expr *Side,
                         const Order &In,
                         llvm::SmallVectorImpl<Comparison> &All) {
  auto IsOfOneSide = [&](const Expr *E) {
    return llvm::any_of(
        Names, [&](const Renaming &Some) { return contains(E, Some.Joined); });
  };
  const Expr *Root = rootOf(Side);
  // What it was counted from.
  if (Root != Side && !Root->isConst() && !IsOfOneSide(Root) && !Side->HasWord)
    All.push_back({Root, Side->Ty});
  In.eachTest(Root, [&](const Expr *Test, bool) {
    const Order &Compared = In.as(Test->Ty);
    const Offset Mine = Compared.split(Side);
    for (const auto &[Part, Other] :
         {std::pair(Test->A, Test->B), std::pair(Test->B, Test->A)}) {
      const Comparison New{Other, Test->Ty};
      if (Compared.split(Part).Base == Mine.Base && !IsOfOneSide(Other) &&
          !(Side->isConst() && Other->isConst()) &&
          !llvm::is_contained(All, New))
        All.push_back(New);
    }
  });
}

void keepOrder(ExprPool &Pool, llvm::ArrayRef<Renaming> All, const Facts &Mine,
               const Facts &Theirs, Facts &Known) {
  const Order AllOfMine(Pool, Mine, {}), AllOfTheirs(Pool, Theirs, {});
  const Facts InBoth = Known;
  // What the other side knows in other words.
  auto KeepWhatFollows = [&](const Facts &Here, const Facts &There,
                             const Order &OrderThere) {
    Here.eachTestBeyond(
        InBoth, BinOp::Lt, [&](const Expr *Test, const Fact &Is) {
          if (!Known.find(Test) &&
              There.truth(Pool, Test, &OrderThere) == Here.truth(Pool, Test))
            Known.replace(Test, Is);
        });
  };
  KeepWhatFollows(Mine, Theirs, AllOfTheirs);
  KeepWhatFollows(Theirs, Mine, AllOfMine);
  if (All.empty())
    return;
  for (const Renaming &R : All) {
    // Those that are there are of what it was in an earlier round.
    Known.removeWith(R.Joined, isOrder);
    if (R.Joined->HasWord || R.Joined->Ty.Pointer || R.Joined->isConst())
      continue;
    llvm::SmallVector<Comparison, 8> Compared;
    // Most counts are not negative.
    auto IsNumber = [](const Expr *E) {
      return E->isConst() || E->K == Expr::Binary;
    };
    if (IsNumber(R.Mine) || IsNumber(R.Theirs))
      Compared.push_back({Pool.constant(0), {64, true, false}});
    findCompared(All, R.Mine, AllOfMine, Compared);
    findCompared(All, R.Theirs, AllOfTheirs, Compared);
    for (const auto &[With, Ty] : Compared) {
      const Order &OfMine = AllOfMine.as(Ty), &OfTheirs = AllOfTheirs.as(Ty);
      // Whether the joined value, or what comes \p By after it towards With, is
      // on one side of With.
      auto Keep = [&](bool IsLeft, int64_t By) {
        auto Next = [&](const Expr *Value) {
          return By ? Pool.binary(BinOp::Add, Value,
                                  Pool.constant(IsLeft ? By : -By), Value->Ty)
                    : Value;
        };
        auto Less = [&](const Order &In, const Expr *Value) {
          return IsLeft ? In.less(Next(Value), With)
                        : In.less(With, Next(Value));
        };
        const Tri Is = Less(OfMine, R.Mine);
        if (Is == Tri::Unknown || Is != Less(OfTheirs, R.Theirs))
          return Tri::Unknown;
        // A list of numbers that says so too may be lost where paths meet next;
        // the sign is asked for again there.
        if (With->isConst(0) &&
            Less(Order(Pool, Known, Ty), R.Joined) != Tri::Unknown)
          return Is;
        const Expr *Test =
            IsLeft ? Pool.binary(BinOp::Lt, Next(R.Joined), With, Ty)
                   : Pool.binary(BinOp::Lt, With, Next(R.Joined), Ty);
        if (!Test->isConst())
          Known.replace(Test, Fact::equal(Is == Tri::True));
        return Is;
      };
      for (bool IsLeft : {true, false})
        if (Keep(IsLeft, 0) == Tri::True)
          // Not the last round, as of `if (i == n - 1) unlock`.
          (void)Keep(IsLeft, 1);
    }
  }
}

} // namespace pvlint::solve
