//===- FactsTruth.cpp - what follows from what a path knows ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Facts.h"
#include "values/Order.h"

namespace pvlint::solve {

using flow::BinOp;
using flow::UnOp;

/// The pointer that \p E asks for being an error, as IS_ERR() does: it is, if
/// it is not below (unsigned long)-MAX_ERRNO.
static const Expr *askedForError(const Expr *E) {
  if (E->K != Expr::Binary || E->Bin != BinOp::Lt || E->Ty.Signed ||
      E->Ty.Bits != 64 || !E->B->isConst() || !isErrorPointer(E->B->Value))
    return nullptr;
  const Expr *Pointer = E->A;
  while (Pointer->K == Expr::Cast && Pointer->Ty.Bits == 64)
    Pointer = Pointer->A;
  return Pointer;
}

/// Whether one of the bits \p Mask of \p Of is set, by what is known of other
/// bits, each alone or several together: of `m & 3`, which is not 3, and
/// `m & 1`, which is set, follows `m & 2`.
Tri Facts::truthOfBits(const Expr *Of, int64_t Mask) const {
  int64_t Set = 0, Clear = 0;
  bool IsCombined = false;
  auto EachTest = [&](auto Tell) {
    for (auto It = Map.after(Of); It != Map.end(); ++It) {
      const Expr *Test = It->first;
      if (Test->K == Expr::Binary && Test->Bin == BinOp::And && Test->A == Of &&
          Test->B->isConst())
        Tell(Test->B->Value, It->second);
    }
  };
  EachTest([&](int64_t Asked, const Fact &Is) {
    if (Is.IsEqual) {
      Set |= Is.Equal & Asked;
      Clear |= Asked & ~Is.Equal;
    } else if (Is.excludes(0) && llvm::isPowerOf2_64(Asked)) {
      Set |= Asked;
    } else {
      IsCombined = true;
    }
  });
  if (Set & Mask)
    return Tri::True;
  if (!(Mask & ~Clear))
    return Tri::False;
  Tri Follows = Tri::Unknown;
  if (IsCombined)
    EachTest([&](int64_t Asked, const Fact &Is) {
      if (Is.excludes(0) && !(Asked & ~Clear & ~Mask))
        Follows = Tri::True;
      // The last bit that is open must make it another number.
      const int64_t Rest = Asked & ~Mask;
      if (!llvm::isPowerOf2_64(Mask) || !(Asked & Mask) ||
          (Rest & ~(Set | Clear)))
        return;
      if (Is.excludes((Set & Rest) | Mask))
        Follows = Tri::False;
      else if (Is.excludes(Set & Rest))
        Follows = Tri::True;
    });
  return Follows;
}

/// Whether the bits \p Mask of something are \p Number, as \p IsSet tells of
/// each.
static Tri truthOfNumber(int64_t Mask, int64_t Number,
                         llvm::function_ref<Tri(int64_t Bit)> IsSet) {
  if (Number & ~Mask)
    return Tri::False;
  Tri Same = Tri::True;
  for (uint64_t Left = Mask; Left; Left &= Left - 1) {
    const int64_t Bit = Left & -Left;
    const Tri Is = IsSet(Bit);
    if (Is == Tri::Unknown)
      Same = Tri::Unknown;
    else if ((Is == Tri::True) != bool(Number & Bit))
      return Tri::False;
  }
  return Same;
}

/// Whether \p E is bounded by what it is: `hash & 7`, `cpu % 8`.
static bool isRange(const Expr *E) {
  while (E->K == Expr::Cast)
    E = E->A;
  return E->K == Expr::Binary && E->B->isConst() && !E->HasWord &&
         ((E->Bin == BinOp::And && E->B->Value >= 0) ||
          (E->Bin == BinOp::Rem && E->B->Value > 0));
}

/// Whether something is known that bounds \p E: a comparison, or the value that
/// it was counted from.
bool Facts::isBounded(const Expr *E) const {
  if (E->K == Expr::Binary && (isRange(E->A) || isRange(E->B)))
    return true;
  auto IsCounted = [&](const Expr *Of) {
    return Of->K == Expr::Binary && Of->B->isConst() && find(Of->A);
  };
  return IsCounted(E) || (E->A && IsCounted(E->A)) ||
         (E->B && IsCounted(E->B)) ||
         anyTest(BinOp::Lt, [](const Entry &) { return true; });
}

/// What follows for \p E from other comparisons.
Tri Facts::truthOfOrder(const ExprPool &Pool, const Expr *E,
                        const Order *Kept) const {
  const bool IsSum = (E->Bin == BinOp::Add || E->Bin == BinOp::Sub) &&
                     E->B->isConst() && !E->HasWord;
  if (!IsSum && E->Bin != BinOp::Lt && (E->Bin != BinOp::Eq || E->B->isConst()))
    return Tri::Unknown;
  // Two values may be equal, or not, without one that was below another.
  if (!isBounded(E) &&
      (IsSum || E->A->isConst() || E->B->isConst() || E->Bin == BinOp::Eq))
    return Tri::Unknown;
  auto Ask = [&](const Order &Known) {
    if (E->Bin == BinOp::Lt)
      return Known.less(E->A, E->B);
    if (E->Bin == BinOp::Eq)
      return Known.equal(E->A, E->B);
    return Known.bounds(E).excludes(0) ? Tri::True : Tri::Unknown;
  };
  return Kept ? Ask(Kept->as(E->Ty)) : Ask(Order(Pool, *this, E->Ty));
}

const Expr *Facts::zeroTest(ExprPool &Pool, const Expr *E) {
  if (E->Bin != BinOp::Add && E->Bin != BinOp::Sub)
    return nullptr;
  const Expr *IsZero = Pool.binary(BinOp::Eq, E, Pool.constant(0), E->Ty);
  return IsZero->A == E ? nullptr : IsZero;
}

Tri Facts::truth(ExprPool &Pool, const Expr *E, const Order *Kept) const {
  if (E->isConst())
    return E->Value ? Tri::True : Tri::False;
  if (E->isAddressInside())
    return Tri::True;
  if (Map.empty() && !E->HasWord)
    return Tri::Unknown;
  if (const Fact *F = find(E)) {
    if (F->IsEqual)
      return F->Equal ? Tri::True : Tri::False;
    if (F->excludes(0))
      return Tri::True;
  }
  bool Negated;
  if (const Expr *State = Pool.asStateTest(E, Negated)) {
    Tri T = truth(Pool, State, Kept);
    return Negated ? !T : T;
  }
  switch (E->K) {
  case Expr::Unary:
    if (E->Un == UnOp::Not)
      return !truth(Pool, E->A, Kept);
    break;
  case Expr::IfBit:
    // Of a | b: what was set stays set.
    if (E->A->K == Expr::Binary && E->A->Bin == BinOp::Or) {
      const Tri A = truth(Pool, Pool.stateOf(E->A->A), Kept);
      const Tri B = truth(Pool, Pool.stateOf(E->A->B), Kept);
      if (A == Tri::True || B == Tri::True)
        return Tri::True;
      if (A == Tri::False && B == Tri::False)
        return Tri::False;
    }
    break;
  case Expr::Cast:
    if (auto V = equal(E->A))
      return Pool.cast(Pool.constant(*V), E->Ty)->Value ? Tri::True
                                                        : Tri::False;
    break;
  case Expr::Binary: {
    if (const Expr *IsZero = zeroTest(Pool, E))
      return !truth(Pool, IsZero, Kept);
    if ((E->Bin == BinOp::Eq || E->Bin == BinOp::Ne) && E->B->isConst()) {
      bool IsNe = E->Bin == BinOp::Ne;
      Tri Equal = Tri::Unknown;
      if (E->A->isBoolean() && (E->B->Value == 0 || E->B->Value == 1)) {
        Equal = truth(Pool, E->A, Kept);
        if (E->B->Value == 0)
          Equal = !Equal;
      } else if (const Fact *F = find(E->A)) {
        if (F->IsEqual)
          Equal = F->Equal == E->B->Value ? Tri::True : Tri::False;
        else if (F->excludes(E->B->Value))
          Equal = Tri::False;
      } else if (E->B->Value == 0) {
        Equal = !truth(Pool, E->A, Kept);
      } else if (E->A->K == Expr::Binary && E->A->Bin == BinOp::And &&
                 E->A->B->isConst()) {
        Equal = truthOfNumber(E->A->B->Value, E->B->Value, [&](int64_t Bit) {
          return truthOfBits(E->A->A, Bit);
        });
      }
      if (Equal == Tri::Unknown && isBounded(E))
        Equal = Kept ? Kept->as(E->Ty).equal(E->A, E->B)
                     : Order(Pool, *this, E->Ty).equal(E->A, E->B);
      if (Equal != Tri::Unknown)
        return IsNe ? !Equal : Equal;
    }
    if (const Expr *Pointer = askedForError(E)) {
      if (Pointer->K == Expr::Address)
        return Tri::True;
      if (const Fact *F = find(Pointer); F && F->isObject())
        return Tri::True;
    }
    if (E->Bin == BinOp::Lt && (E->A->isConst() || E->B->isConst())) {
      const bool ConstRight = E->B->isConst();
      const Expr *X = ConstRight ? E->A : E->B;
      const int64_t Bound = ConstRight ? E->B->Value : E->A->Value;
      if (const Fact *F = find(X); F && !F->In.empty()) {
        auto Holds = [&](int64_t V) {
          int64_t L = ConstRight ? V : Bound, R = ConstRight ? Bound : V;
          return E->Ty.Signed ? L < R : uint64_t(L) < uint64_t(R);
        };
        if (llvm::all_of(F->In, Holds))
          return Tri::True;
        if (llvm::none_of(F->In, Holds))
          return Tri::False;
      }
    }
    // One of a few numbers: the operation may come out the same for all.
    if (E->B->isConst())
      if (const Fact *F = find(E->A); F && !F->In.empty()) {
        auto Holds = [&](int64_t V) {
          return Pool.binary(E->Bin, Pool.constant(V), E->B, E->Ty)->Value != 0;
        };
        if (llvm::all_of(F->In, Holds))
          return Tri::True;
        if (llvm::none_of(F->In, Holds))
          return Tri::False;
      }
    if (Tri T = truthOfOrder(Pool, E, Kept); T != Tri::Unknown)
      return T;
    // E - Low < N with a known E.
    if (E->Bin == BinOp::Lt && E->B->isConst() && E->A->K == Expr::Binary &&
        E->A->B->isConst())
      if (auto V = equal(E->A->A)) {
        const Expr *Moved =
            Pool.binary(E->A->Bin, Pool.constant(*V), E->A->B, E->A->Ty);
        return truth(Pool, Pool.binary(BinOp::Lt, Moved, E->B, E->Ty), Kept);
      }
    auto VA = equal(E->A), VB = equal(E->B);
    if (VA && VB && (!E->A->isConst() || !E->B->isConst())) {
      const Expr *Folded =
          Pool.binary(E->Bin, Pool.constant(*VA), Pool.constant(*VB), E->Ty);
      if (Folded->isConst())
        return Folded->Value ? Tri::True : Tri::False;
    }
    if (E->Bin == BinOp::And && E->B->isConst()) {
      if (truth(Pool, E->A, Kept) == Tri::False)
        return Tri::False;
      if (Tri T = truthOfBits(E->A, E->B->Value); T != Tri::Unknown)
        return T;
    }
    if (E->Bin == BinOp::Or && (truth(Pool, E->A, Kept) == Tri::True ||
                                truth(Pool, E->B, Kept) == Tri::True))
      return Tri::True;
    break;
  }
  default:
    break;
  }
  return Tri::Unknown;
}

} // namespace pvlint::solve
