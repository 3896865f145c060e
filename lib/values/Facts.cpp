//===- Facts.cpp - what a path knows --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Facts.h"
#include "values/Order.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

namespace pvlint::solve {

using flow::BinOp;
using flow::UnOp;

Fact Fact::oneOf(Values V) {
  llvm::sort(V);
  V.erase(llvm::unique(V), V.end());
  Fact F;
  if (V.size() == 1)
    return equal(V.front());
  if (V.size() <= MaxValues)
    F.In = std::move(V);
  else if (!llvm::is_contained(V, 0))
    F.Not.push_back(0);
  return F;
}

bool Fact::excludes(int64_t V) const {
  if (IsEqual)
    return Equal != V;
  if (!In.empty())
    return !llvm::binary_search(In, V);
  return llvm::binary_search(Not, V);
}

bool Fact::contradicts(const Fact &Other) const {
  auto RuledOut = [](const Fact &List, const Fact &By) {
    return List.IsEqual
               ? By.excludes(List.Equal)
               : !List.In.empty() && llvm::all_of(List.In, [&](int64_t V) {
                   return By.excludes(V);
                 });
  };
  return RuledOut(*this, Other) || RuledOut(Other, *this);
}

std::optional<Fact::Values> Fact::values() const {
  if (IsEqual)
    return Values{Equal};
  if (!In.empty())
    return In;
  return std::nullopt;
}

const Fact *Facts::find(const Expr *E) const { return Map.find(E); }

std::optional<int64_t> Facts::equal(const Expr *E) const {
  if (E->isConst())
    return E->Value;
  const Fact *F = find(E);
  if (F && F->IsEqual)
    return F->Equal;
  return std::nullopt;
}

Fact Facts::about(ExprPool &Pool, const Expr *E) const {
  if (const Fact *F = find(E))
    return *F;
  Fact F;
  Tri T = truth(Pool, E);
  if (T == Tri::True)
    F.Not.push_back(0);
  F.IsEqual = T == Tri::False;
  return F;
}

/// The number that \p E comes to by what is known of its parts.
std::optional<int64_t> Facts::folded(ExprPool &Pool, const Expr *E) const {
  if (E->K != Expr::Cast && E->K != Expr::Binary)
    return std::nullopt;
  auto Number = [&](const Expr *Part) {
    auto Known = equal(Part);
    return Known ? Known : Part->K == Expr::Cast ? folded(Pool, Part) : Known;
  };
  const auto A = Number(E->A);
  if (!A || E->HasWord)
    return std::nullopt;
  if (E->K == Expr::Cast)
    return Pool.cast(Pool.constant(*A), E->Ty)->Value;
  const auto B = Number(E->B);
  if (!B)
    return std::nullopt;
  const Expr *R =
      Pool.binary(E->Bin, Pool.constant(*A), Pool.constant(*B), E->Ty);
  return R->isConst() ? std::optional(R->Value) : std::nullopt;
}

/// Whether what was learned of operations on \p E agrees with the number that
/// it now is.
bool Facts::isConsistent(ExprPool &Pool, const Expr *E) const {
  auto Is = [&](const Expr *Part) {
    return Part && (Part == E || (Part->K == Expr::Cast && Part->A == E));
  };
  return std::none_of(Map.after(E), Map.end(), [&](const Entry &F) {
    if (!Is(F.first->A) && !Is(F.first->B))
      return false;
    const auto Now = folded(Pool, F.first);
    return Now && F.second.excludes(*Now);
  });
}

bool Facts::setEqual(ExprPool &Pool, const Expr *E, int64_t V) {
  if (E->isConst())
    return E->Value == V;
  Fact &F = Map[E];
  if (F.IsEqual)
    return F.Equal == V;
  if (F.excludes(V))
    return false;
  F = Fact::equal(V);
  return isConsistent(Pool, E);
}

/// Keeps what comparisons leave of \p E: one number, or none that is zero.
bool Facts::settle(ExprPool &Pool, const Expr *E, flow::Type Ty) {
  if (E->isConst() || E->HasWord || E->isBoolean() || !isBounded(E) || equal(E))
    return true;
  const Order Known(Pool, *this, Ty);
  const Bounds Left = Known.bounds(E);
  if (Known.isRuledOut(E))
    return false;
  if (Left.isOne())
    return setEqual(Pool, E, Left.Low);
  return !Left.excludes(0) || setNot(Pool, E, 0);
}

bool Facts::setNot(ExprPool &Pool, const Expr *E, int64_t V) {
  // No factor of what is not zero is zero, nor is what is shifted. Told of what
  // the caller knows, which may decide it.
  if (const Expr *Product = E->K == Expr::Cast ? E->A : E;
      V == 0 && Product->K == Expr::Binary && !E->HasWord && !E->HasLocal &&
      (Product->Bin == BinOp::Mul || Product->Bin == BinOp::Shl))
    for (const Expr *Part :
         {Product->A, Product->Bin == BinOp::Mul ? Product->B : Product->A})
      if (!Part->isConst() && !assume(Pool, Part, true))
        return false;
  if (E->isConst())
    return E->Value != V;
  if (E->isBoolean() && (V == 0 || V == 1))
    return setEqual(Pool, E, !V);
  Fact &F = Map[E];
  if (F.IsEqual)
    return F.Equal != V;
  if (!F.In.empty()) {
    Fact::Values Rest;
    llvm::copy_if(F.In, std::back_inserter(Rest),
                  [&](int64_t X) { return X != V; });
    F = Fact::oneOf(std::move(Rest));
    return !F.IsEqual || isConsistent(Pool, E);
  }
  auto *It = llvm::lower_bound(F.Not, V);
  if (It == F.Not.end() || *It != V)
    if (F.Not.size() < MaxExcluded)
      F.Not.insert(It, V);
  return true;
}

bool Facts::assume(ExprPool &Pool, const Expr *E, bool Nonzero) {
  Tri T = truth(Pool, E);
  if (T != Tri::Unknown) {
    // What a counter was compared with is a bound that it may keep to when the
    // numbers that say so now are forgotten.
    if (isOrder(E) && E->HasLocal && (T == Tri::True) == Nonzero)
      Map[E] = Fact::equal(Nonzero);
    return (T == Tri::True) == Nonzero;
  }
  bool Negated;
  if (const Expr *State = Pool.asStateTest(E, Negated))
    return assume(Pool, State, Nonzero != Negated);
  switch (E->K) {
  case Expr::Unary:
    if (E->Un == UnOp::Not)
      return assume(Pool, E->A, !Nonzero);
    break;
  case Expr::Binary:
    if ((E->Bin == BinOp::Eq || E->Bin == BinOp::Ne)) {
      bool Equal = (E->Bin == BinOp::Eq) == Nonzero;
      if (!E->B->isConst()) {
        // a == b: when one is known, so is the other.
        if (Equal) {
          if (auto V = equal(E->A))
            return setEqual(Pool, E->B, *V);
          if (auto V = equal(E->B))
            return setEqual(Pool, E->A, *V);
        }
        break;
      }
      int64_t V = E->B->Value;
      if (E->A->isBoolean() && (V == 0 || V == 1))
        return assume(Pool, E->A, Equal == (V == 1));
      return Equal ? setEqual(Pool, E->A, V)
                   : setNot(Pool, E->A, V) && settle(Pool, E->A, E->Ty);
    }
    if (E->B->isConst())
      if (const Fact *F = find(E->A); F && !F->In.empty()) {
        Fact::Values Rest;
        for (int64_t V : F->In)
          if ((Pool.binary(E->Bin, Pool.constant(V), E->B, E->Ty)->Value !=
               0) == Nonzero)
            Rest.push_back(V);
        Map[E->A] = Fact::oneOf(std::move(Rest));
        return true; // truth() has ruled out that none is left
      }
    if (const Expr *IsZero = zeroTest(Pool, E))
      return assume(Pool, IsZero, !Nonzero);
    if (E->Bin == BinOp::Lt)
      return setEqual(Pool, E, Nonzero) && settle(Pool, E->A, E->Ty) &&
             settle(Pool, E->B, E->Ty);
    break;
  default:
    break;
  }
  return Nonzero ? setNot(Pool, E, 0) : setEqual(Pool, E, 0);
}

/// Low <= E <= High as one comparison, so that it can be a fact: E - Low, taken
/// as unsigned, is at most High - Low.
static const Expr *rangeTest(ExprPool &Pool, const Expr *E, int64_t Low,
                             int64_t High) {
  const flow::Type U64;
  return Pool.binary(
      BinOp::Lt, Pool.binary(BinOp::Sub, E, Pool.constant(Low), U64),
      Pool.constant(static_cast<int64_t>(uint64_t(High) - uint64_t(Low) + 1)),
      U64);
}

bool Facts::assumeIn(ExprPool &Pool, const Expr *E, int64_t Low, int64_t High) {
  if (Low == High)
    return assume(
        Pool, Pool.binary(BinOp::Eq, E, Pool.constant(Low), {32, true, false}),
        true);
  return assume(Pool, rangeTest(Pool, E, Low, High), true);
}

bool Facts::assumeNotIn(ExprPool &Pool, const Expr *E, int64_t Low,
                        int64_t High) {
  if (Low == High)
    return assume(
        Pool, Pool.binary(BinOp::Eq, E, Pool.constant(Low), {32, true, false}),
        false);
  return assume(Pool, rangeTest(Pool, E, Low, High), false);
}

bool Facts::assumeObject(ExprPool &Pool, const Expr *E) {
  if (!assume(Pool, E, true))
    return false;
  const Fact *Known = find(E);
  if (Known && !Known->IsEqual && Known->In.empty() &&
      !Known->excludes(Fact::ErrorPointer)) {
    Fact &F = Map[E];
    F.Not.insert(llvm::lower_bound(F.Not, Fact::ErrorPointer),
                 Fact::ErrorPointer);
  }
  return true;
}

bool Facts::add(ExprPool &Pool, const Expr *E, const Fact &F) {
  // Most of what a call adds is known.
  if (const Fact *Known = find(E);
      Known && *Known == F && E->K != Expr::Address)
    return true;
  if (F.IsEqual) {
    if (E->isBoolean() && (F.Equal == 0 || F.Equal == 1))
      return assume(Pool, E, F.Equal);
    return assume(
        Pool,
        Pool.binary(BinOp::Eq, E, Pool.constant(F.Equal), {32, true, false}),
        true);
  }
  if (!F.In.empty()) {
    if (auto Known = equal(E))
      return !F.excludes(*Known);
    if (E->isConst())
      return !F.excludes(E->Value);
    const Fact *Mine = find(E);
    Fact::Values Both;
    llvm::copy_if(F.In, std::back_inserter(Both),
                  [&](int64_t V) { return !Mine || !Mine->excludes(V); });
    if (Both.empty())
      return false;
    if (Both.size() == 1)
      return assume(
          Pool,
          Pool.binary(BinOp::Eq, E, Pool.constant(Both[0]), {32, true, false}),
          true);
    Map[E] = Fact::oneOf(std::move(Both));
    return true;
  }
  // What a callee could not have done with null is part of an object here.
  if (E->K == Expr::Address) {
    if (E->C->K == Cell::Pointee && F.excludes(0) &&
        !assumeObject(Pool, E->C->Pointer))
      return false;
    if (F.isObject())
      return true;
  }
  // A switch leaves a long list, most of which the caller has as well.
  Fact::Values Open;
  const Fact *Mine = find(E);
  llvm::copy_if(F.Not, std::back_inserter(Open),
                [&](int64_t V) { return !Mine || !Mine->excludes(V); });
  for (int64_t V : Open)
    if (!assume(Pool,
                Pool.binary(BinOp::Eq, E, Pool.constant(V), {32, true, false}),
                false))
      return false;
  return true;
}

bool Facts::replace(const Expr *E, const Fact &F) {
  if (F.isNothing()) {
    const bool WasKnown = find(E);
    Map.erase(E);
    return WasKnown;
  }
  if (const Fact *Mine = find(E); Mine && *Mine == F)
    return false;
  Map[E] = F;
  return true;
}

void Facts::removeIf(llvm::function_ref<bool(const Expr *)> Drop) {
  Map.eraseIf([&](const Entry &E) { return Drop(E.first); });
}

void Facts::keepAtMost(size_t Most) {
  llvm::SmallVector<const Expr *, 8> Gone;
  for (auto It = Map.begin(); It != Map.end(); ++It) {
    if (Map.size() - Gone.size() <= Most)
      break;
    const Expr *E = It->first;
    if ((E->K == Expr::Binary || E->K == Expr::Init) && !E->HasEntry &&
        !E->HasWord)
      Gone.push_back(E);
  }
  for (const Expr *E : Gone)
    Map.erase(E);
}

void Facts::removeWith(const Expr *Part,
                       llvm::function_ref<bool(const Expr *)> Drop) {
  Map.eraseIf(Part, [&](const Entry &E) {
    return contains(E.first, Part) && Drop(E.first);
  });
}

} // namespace pvlint::solve
