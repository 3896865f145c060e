//===- FactsMeet.cpp - what two paths know --------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "values/Facts.h"

namespace pvlint::solve {

bool Facts::contradicts(const Facts &Other) const {
  auto Mine = Map.begin(), Theirs = Other.Map.begin();
  while (!Mine.atEnd() && !Theirs.atEnd()) {
    if (Mine.isShared(Theirs)) {
      Mine.skipPiece();
      Theirs.skipPiece();
    } else if (Theirs->first->Id < Mine->first->Id) {
      ++Theirs;
    } else if (Mine->first->Id < Theirs->first->Id) {
      ++Mine;
    } else if (Mine->second.contradicts(Theirs->second)) {
      return true;
    } else {
      ++Mine;
      ++Theirs;
    }
  }
  return false;
}

void Facts::weaken(ExprPool &Pool, const Facts &Other) {
  const Facts Mine = *this;
  intersect(Other);
  auto KeepFollowing = [&](const Facts &Of, const Facts &From) {
    for (const auto &[E, F] : Of.Map) {
      const Tri T = F.IsEqual && !F.Equal ? Tri::False
                    : F.excludes(0)       ? Tri::True
                                          : Tri::Unknown;
      if (T == Tri::Unknown || find(E) || From.truth(Pool, E) != T)
        continue;
      Fact Known;
      Known.IsEqual = T == Tri::False;
      if (T == Tri::True)
        Known.Not.push_back(0);
      if (E->isBoolean())
        Known = Fact::equal(T == Tri::True);
      Map[E] = std::move(Known);
    }
  };
  KeepFollowing(Mine, Other);
  KeepFollowing(Other, Mine);
}

/// What one of two facts on \p Of leaves, whichever holds.
static Fact either(const Expr *Of, const Fact &A, const Fact &B) {
  Fact Either;
  auto OneOf = A.values(), Others = B.values();
  if (OneOf && Others) {
    OneOf->append(Others->begin(), Others->end());
    Either = Fact::oneOf(std::move(*OneOf));
  } else {
    // Excluded by both: in both lists, or not among the possible ones.
    for (int64_t V : A.Not.empty() ? B.Not : A.Not)
      if (A.excludes(V) && B.excludes(V))
        Either.Not.push_back(V);
  }
  // Either truth value is nothing known.
  if (!Either.In.empty() && Of->isBoolean())
    return {};
  return Either;
}

bool Facts::intersect(const Facts &Other) {
  if (Map == Other.Map)
    return false;
  decltype(Map) Both;
  bool Lost = false;
  auto Mine = Map.begin(), Theirs = Other.Map.begin();
  while (!Mine.atEnd()) {
    if (Mine.isShared(Theirs)) {
      Both.appendPiece(Mine);
      Mine.skipPiece();
      Theirs.skipPiece();
      continue;
    }
    if (!Theirs.atEnd() && Theirs->first->Id < Mine->first->Id) {
      ++Theirs;
      continue;
    }
    const auto &[E, F] = *Mine;
    ++Mine;
    if (Theirs.atEnd() || Theirs->first != E) {
      Lost = true;
      continue;
    }
    const Fact &Other = Theirs->second;
    ++Theirs;
    if (F == Other) {
      Both.append({E, F});
      continue;
    }
    Fact Either = either(E, F, Other);
    Lost |= Either.isNothing() || !(Either == F);
    if (!Either.isNothing())
      Both.append({E, std::move(Either)});
  }
  Map = std::move(Both);
  return Lost;
}

} // namespace pvlint::solve
