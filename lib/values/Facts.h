//===- Facts.h - what a path knows ------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The conditions a path has passed, as facts on expressions: "is this number",
// "is one of these" or "is none of these". Deciding a condition and adding it
// to the facts are the same walk over its structure.
//
// Example: behind `if (!(f & O_NOWAIT))` it is known that `f & 1` is 0, and a
// second test of the same bit, written the same way or as a comparison, comes
// out the same. Behind `if (a == b)` with two unknown values nothing is kept
// but that the comparison is true.
//
// Limits: relations between two unknowns are not followed, ranges only as lists
// of a few numbers, and no arithmetic is solved: where a fact would need that,
// the condition is open, and both ways are taken.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_FACTS_H
#define PVLINT_VALUES_FACTS_H

#include "values/Expr.h"
#include "values/Pieces.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace pvlint::solve {

enum class Tri : uint8_t { False, True, Unknown };
inline Tri operator!(Tri T) {
  return T == Tri::Unknown ? T : (T == Tri::True ? Tri::False : Tri::True);
}

/// Values that may be excluded for one expression; beyond that they are
/// forgotten.
constexpr unsigned MaxExcluded = 64;
/// Numbers that one value may be; beyond that it may be anything.
constexpr unsigned MaxValues = 64;

/// What is known of one value: it is Equal; or it is one of In; or it is none
/// of Not. The first that applies counts.
struct Fact {
  using Values = llvm::SmallVector<int64_t, 2>;
  bool IsEqual = false;
  int64_t Equal = 0;
  Values In;  ///< sorted, at least two, or empty
  Values Not; ///< sorted

  static Fact equal(int64_t V) {
    Fact F;
    F.IsEqual = true;
    F.Equal = V;
    return F;
  }
  /// One of \p V (any order); nothing is known when there are too many.
  static Fact oneOf(Values V);
  /// Whether the value cannot be \p V.
  bool excludes(int64_t V) const;
  /// Whether no value is as both say.
  bool contradicts(const Fact &Other) const;
  /// Stands for all error pointers among what a pointer is not.
  static constexpr int64_t ErrorPointer = -1;
  static Fact object() {
    Fact F;
    F.Not = {ErrorPointer, 0};
    return F;
  }
  bool isObject() const { return excludes(0) && excludes(ErrorPointer); }
  /// The values it can have, if that is a list.
  std::optional<Values> values() const;
  bool isNothing() const { return !IsEqual && In.empty() && Not.empty(); }
  friend bool operator==(const Fact &, const Fact &) = default;
};

/// Whether \p V is an error number in place of a pointer, as ERR_PTR() makes.
inline bool isErrorPointer(int64_t V) {
  constexpr int64_t MaxErrno = 4095;
  return V < 0 && V >= -MaxErrno;
}

class Order;

class Facts {
public:
  /// Whether \p E is nonzero on this path.
  Tri truth(ExprPool &Pool, const Expr *E) const {
    return truth(Pool, E, nullptr);
  }
  /// The same with \p Kept, the order that these facts tell of.
  Tri truth(ExprPool &Pool, const Expr *E, const Order *Kept) const;

  /// Adds "\p E is nonzero" (or zero). False when the path contradicts it.
  bool assume(ExprPool &Pool, const Expr *E, bool Nonzero);

  /// Adds "Low <= E <= High". False when the path contradicts it.
  bool assumeIn(ExprPool &Pool, const Expr *E, int64_t Low, int64_t High);
  bool assumeNotIn(ExprPool &Pool, const Expr *E, int64_t Low, int64_t High);

  /// Adds "\p E points to an object": it is followed, so it is neither null nor
  /// one of the kernel's error pointers. False when the path contradicts it.
  bool assumeObject(ExprPool &Pool, const Expr *E);

  bool add(ExprPool &Pool, const Expr *E, const Fact &F);

  /// Replaces what is known of \p E. Returns whether that changed anything.
  bool replace(const Expr *E, const Fact &F);

  /// What is kept of \p E itself, or null.
  const Fact *find(const Expr *E) const;

  /// The number \p E must be, if known.
  std::optional<int64_t> equal(const Expr *E) const;

  /// What is known of \p E itself; nothing known is "none of no numbers".
  Fact about(ExprPool &Pool, const Expr *E) const;

  /// Whether something is known here of a value and the opposite there, without
  /// a thought of what else follows from either.
  bool contradicts(const Facts &Other) const;

  /// Keeps what both paths know. Returns whether this one lost something.
  bool intersect(const Facts &Other);
  /// Keeps what follows from either: `flags & 1` is clear where it was tested
  /// alone, and where `flags & 3` was.
  void weaken(ExprPool &Pool, const Facts &Other);

  void removeIf(llvm::function_ref<bool(const Expr *)> Drop);
  /// Removes what is known of values that contain \p Part, if \p Drop says so.
  void removeWith(const Expr *Part,
                  llvm::function_ref<bool(const Expr *)> Drop);
  void removeWith(const Expr *Part) {
    removeWith(Part, [](const Expr *) { return true; });
  }
  /// Forgets tests and what was in memory, the oldest first, until no more than
  /// \p Most facts are left. What is known of the interrupt state stays.
  void keepAtMost(size_t Most);
  bool empty() const { return Map.empty(); }
  size_t size() const { return Map.size(); }
  auto begin() const { return Map.begin(); }
  auto end() const { return Map.end(); }
  friend bool operator==(const Facts &, const Facts &) = default;

  /// Calls \p Tell with what is known of comparisons by \p Op, in order.
  template <typename Fn> void eachTest(flow::BinOp Op, Fn Tell) const {
    (void)anyTest(Op, [&](const Entry &F) {
      Tell(F.first, F.second);
      return false;
    });
  }

  /// The same of those that \p Other has no fact on.
  template <typename Fn>
  void eachTestBeyond(const Facts &Other, flow::BinOp Op, Fn Tell) const {
    Map.eachBeyond(
        Other.Map, [&](const Sum &S) { return S.Operators & Sum::bit(Op); },
        [&](const Entry &F) {
          if (isTest(F.first, Op))
            Tell(F.first, F.second);
        });
  }

  /// Calls \p Tell with what is known of values that contain what was in
  /// memory, in order, until it returns true.
  template <typename Fn> bool anyOfMemory(Fn Tell) const {
    return Map.any([](const Sum &S) { return S.HasMemory; },
                   [&](const Entry &F) {
                     return F.first->HasMemory && Tell(F.first, F.second);
                   });
  }

private:
  using Entry = std::pair<const Expr *, Fact>;
  /// Of what there are facts on.
  struct Sum {
    uint32_t Operators = 0; ///< by their bits
    bool HasMemory = false;
    static uint32_t number(const Expr *E) { return E->Id; }
    static uint32_t bit(flow::BinOp Op) { return 1u << unsigned(Op); }
    void add(const Entry &F) {
      if (F.first->K == Expr::Binary)
        Operators |= bit(F.first->Bin);
      HasMemory |= F.first->HasMemory;
    }
  };
  // Usually under a dozen. An expression has a higher number than its parts.
  Pieces<Entry, Sum> Map;

  static bool isTest(const Expr *E, flow::BinOp Op) {
    return E->K == Expr::Binary && E->Bin == Op && !E->HasWord;
  }
  template <typename Fn> bool anyTest(flow::BinOp Op, Fn Is) const {
    return Map.any(
        [&](const Sum &S) { return S.Operators & Sum::bit(Op); },
        [&](const Entry &F) { return isTest(F.first, Op) && Is(F); });
  }
  bool setEqual(ExprPool &Pool, const Expr *E, int64_t V);
  bool setNot(ExprPool &Pool, const Expr *E, int64_t V);
  /// `x == 1` for `x - 1`, or null where counters may wrap.
  static const Expr *zeroTest(ExprPool &Pool, const Expr *E);
  Tri truthOfBits(const Expr *Of, int64_t Mask) const;
  bool isBounded(const Expr *E) const;
  Tri truthOfOrder(const ExprPool &Pool, const Expr *E,
                   const Order *Kept) const;
  bool settle(ExprPool &Pool, const Expr *E, flow::Type Ty);
  std::optional<int64_t> folded(ExprPool &Pool, const Expr *E) const;
  bool isConsistent(ExprPool &Pool, const Expr *E) const;
};

} // namespace pvlint::solve

#endif // PVLINT_VALUES_FACTS_H
