//===- Order.h - which values are below which ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What follows from the comparisons that a path has made: intervals, and how
// far two values can be apart. Nothing is stored: facts keep `i < n` as it was
// asked, and this draws the conclusions, one step far.
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
#include <cstdint>

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
  Order(const Facts &Known, flow::Type Ty);
  /// The same facts, for values of another type. \p Same must outlive this.
  Order(const Order &Same, flow::Type Ty);
  Order(const Order &) = delete;
  Order &operator=(const Order &) = delete;

  Tri less(const Expr *A, const Expr *B) const;
  Tri equal(const Expr *A, const Expr *B) const;
  Bounds bounds(const Expr *E) const { return bounds(E, 0); }
  /// Whether \p Test asks for \p E being in a range, and it is.
  bool isInRange(const Expr *Test, const Expr *E) const;
  Offset split(const Expr *E) const { return split(E, 0); }

  /// A comparison, how it came out, and what split() can come to for its sides.
  struct Test {
    const Expr *Of;
    bool IsTrue;
    const Expr *RootA, *RootB;
  };
  llvm::ArrayRef<Test> tests() const { return Tests; }
  /// What split() can come to at most.
  static const Expr *root(const Expr *E);

private:
  Order(const Order &Same, bool Sizes);
  Bounds bounds(const Expr *E, unsigned Depth) const;
  Offset split(const Expr *E, unsigned Depth) const;
  void follow(const Test &T, const Expr *E, unsigned Depth, Bounds &Of) const;
  Bounds difference(const Expr *A, Bounds OfA, const Expr *B, Bounds OfB) const;
  Bounds boundsOfBase(const Expr *Base, const Expr *E, Bounds OfE) const;
  bool isUsable(const Expr *Test, bool IsTrue) const;

  const Facts &Known;
  llvm::SmallVector<Test, 8> Found; ///< empty where Tests are another's
  /// The comparisons in Known.
  llvm::ArrayRef<Test> Tests;
  const bool Sizes; ///< 64-bit unsigned
};

} // namespace pvlint::solve

#endif // PVLINT_VALUES_ORDER_H
