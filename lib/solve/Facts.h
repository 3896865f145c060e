//===- Facts.h - what a path knows ------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The conditions a path has passed, as facts on expressions: "is this number"
// or "is none of these". Deciding a condition and adding it to the facts are
// the same walk over its structure.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SOLVE_FACTS_H
#define PVLINT_SOLVE_FACTS_H

#include "solve/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace pvlint::solve {

enum class Tri : uint8_t { False, True, Unknown };
inline Tri operator!(Tri T) {
  return T == Tri::Unknown ? T : (T == Tri::True ? Tri::False : Tri::True);
}

struct Fact {
  bool IsEqual = false;
  int64_t Equal = 0;
  llvm::SmallVector<int64_t, 2> Not; ///< sorted, when !IsEqual
  friend bool operator==(const Fact &, const Fact &) = default;
};

class Facts {
public:
  /// More values than this excluded for one expression are forgotten.
  static constexpr unsigned MaxExcluded = 16;

  /// Whether \p E is nonzero on this path.
  Tri truth(ExprPool &Pool, const Expr *E) const;

  /// Adds "\p E is nonzero" (or zero). False when the path contradicts it.
  bool assume(ExprPool &Pool, const Expr *E, bool Nonzero);

  /// Adds "Low <= E <= High". False when the path contradicts it.
  bool assumeIn(ExprPool &Pool, const Expr *E, int64_t Low, int64_t High);
  bool assumeNotIn(ExprPool &Pool, const Expr *E, int64_t Low, int64_t High);

  bool add(ExprPool &Pool, const Expr *E, const Fact &F);

  /// The number \p E must be, if known.
  std::optional<int64_t> equal(const Expr *E) const;

  /// What is known of \p E itself; nothing known is "none of no numbers".
  Fact about(ExprPool &Pool, const Expr *E) const;

  /// Keeps what both paths know. Returns whether this one lost something.
  bool intersect(const Facts &Other);

  void removeIf(llvm::function_ref<bool(const Expr *)> Drop);
  bool empty() const { return Map.empty(); }
  auto begin() const { return Map.begin(); }
  auto end() const { return Map.end(); }
  friend bool operator==(const Facts &, const Facts &) = default;

private:
  using Entry = std::pair<const Expr *, Fact>;
  // Usually under a dozen; sorted by expression id.
  std::vector<Entry> Map;

  const Fact *find(const Expr *E) const;
  Fact &insert(const Expr *E);
  bool setEqual(ExprPool &Pool, const Expr *E, int64_t V);
  bool setNot(ExprPool &Pool, const Expr *E, int64_t V);
  bool consistent(ExprPool &Pool, const Expr *E) const;
};

} // namespace pvlint::solve

#endif // PVLINT_SOLVE_FACTS_H
