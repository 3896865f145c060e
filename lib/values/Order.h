//===- Order.h - which values are below which ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What follows from the comparisons that a path has made: intervals, and how
// far two values can be apart. Facts keep `i < n` as it was asked, and this
// draws the conclusions, one step far. It keeps them as well, so the facts must
// not change while it is there.
//
// Example: a search leaves its loop by break with `i < n`, or at its end with
// `i < n` false and, since i counts by one, `n < i` false. So the test
// `i == n` behind the loop tells the two apart.
//
// Limits: counters do not wrap where C says so (signed) or where a bound says
// so (unsigned); 64-bit unsigned values are compared as sizes, which are below
// 2^63, except with numbers that are not.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_ORDER_H
#define PVLINT_VALUES_ORDER_H

#include "values/Facts.h"
#include "llvm/ADT/DenseMap.h"
#include <cstdint>
#include <memory>
#include <optional>

namespace pvlint::solve {

/// Both ends belong to it.
struct Bounds {
  int64_t Low = INT64_MIN, High = INT64_MAX;

  bool isOne() const { return Low == High; }
  bool excludes(int64_t V) const { return V < Low || High < V; }
  void meet(Bounds Other) {
    Low = std::max(Low, Other.Low);
    High = std::min(High, Other.High);
  }
};

/// `i + 1` as i and 1. A number has no base.
struct Offset {
  const Expr *Base = nullptr;
  int64_t By = 0;
};

/// Whether \p E is a comparison that facts keep of order.
inline bool isOrder(const Expr *E) {
  return E->K == Expr::Binary && E->Bin == flow::BinOp::Lt && !E->HasWord;
}

class Order {
public:
  /// What \p Known says of values that are compared as \p Ty.
  Order(const ExprPool &Pool, const Facts &Known, flow::Type Ty);
  Order(const Order &) = delete;
  Order &operator=(const Order &) = delete;

  /// The same facts, for values that are compared as \p Ty. Belongs to this.
  const Order &as(flow::Type Ty) const;

  Tri less(const Expr *A, const Expr *B) const;
  Tri equal(const Expr *A, const Expr *B) const;
  Bounds bounds(const Expr *E) const { return bounds(E, 0); }
  /// The same of \p E compared as a signed number.
  Bounds signedBounds(const Expr *E) const { return as(false).bounds(E); }
  /// Whether \p E is known not to be in a range that all it can be lies in.
  bool isRuledOut(const Expr *E) const;
  Offset split(const Expr *E) const { return split(E, 0); }

  /// Calls \p Tell with the tests by `<` of values with the root \p Root, for a
  /// number with all tests, and how they came out.
  void eachTest(const Expr *Root,
                llvm::function_ref<void(const Expr *, bool)> Tell) const;

private:
  /// Bounds that follow from those of parts of an expression, or of another
  /// value that it was compared with.
  static constexpr unsigned MaxImplied = 2;
  /// What split() comes to for both sides of a test, and what the bases can be.
  struct Sides {
    Offset A, B;
    Bounds OfA, OfB;
  };

  /// A comparison by `<`, how it came out, and the roots of its sides.
  struct Test {
    const Expr *Of;
    bool IsTrue;
    const Expr *RootA, *RootB;
  };

  explicit Order(const Order *Other);
  const Order &as(bool Sizes) const;
  const Sides &sides(const Expr *Test, unsigned Depth) const;
  llvm::ArrayRef<Test> tests() const;
  Bounds bounds(const Expr *E, unsigned Depth) const;
  Bounds findBounds(const Expr *E, unsigned Depth) const;
  Offset split(const Expr *E, unsigned Depth) const;
  void follow(const Expr *Test, bool IsTrue, const Expr *E, unsigned Depth,
              Bounds &Of) const;
  Bounds difference(const Expr *A, Bounds OfA, const Expr *B, Bounds OfB) const;
  Bounds boundsOfBase(const Expr *Base, const Expr *E, Bounds OfE) const;
  bool isUsable(const Expr *Test, bool IsTrue) const;

  const ExprPool &Pool;
  const Facts &Known;
  const bool Sizes; ///< 64-bit unsigned
  // A switch leaves a test for each of its cases, and each value that paths
  // merge is asked for with each of them: so what is found out is kept.
  mutable std::optional<llvm::SmallVector<Test, 4>> Tests; ///< see tests()
  mutable llvm::SmallDenseMap<const Expr *, Sides, 2> SidesAt[MaxImplied];
  mutable llvm::SmallDenseMap<const Expr *, Bounds, 4> BoundsAt[MaxImplied];
  mutable std::unique_ptr<const Order> Owned;
  /// That of sizes, or that of others, which one of the two owns.
  mutable const Order *Other = nullptr;
  const bool IsOwned = false;
};

} // namespace pvlint::solve

#endif // PVLINT_VALUES_ORDER_H
