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
  auto Theirs = Other.Map.begin();
  for (const Entry &Mine : Map) {
    while (Theirs != Other.Map.end() && Theirs->first->Id < Mine.first->Id)
      ++Theirs;
    if (Theirs == Other.Map.end())
      return false;
    if (Theirs->first == Mine.first && Mine.second.contradicts(Theirs->second))
      return true;
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
      insert(E) = std::move(Known);
    }
  };
  KeepFollowing(Mine, Other);
  KeepFollowing(Other, Mine);
}

bool Facts::intersect(const Facts &Other) {
  bool Lost = false;
  auto Keep = Map.begin();
  auto Next = Other.Map.begin();
  for (Entry &Mine : Map) {
    while (Next != Other.Map.end() && Next->first->Id < Mine.first->Id)
      ++Next;
    const Fact *Theirs = Next != Other.Map.end() && Next->first == Mine.first
                             ? &Next->second
                             : nullptr;
    bool Survives = false;
    if (Theirs) {
      Fact &F = Mine.second;
      if (F == *Theirs) {
        Survives = true;
      } else {
        auto A = F.values(), B = Theirs->values();
        Fact Either;
        if (A && B) {
          A->append(B->begin(), B->end());
          Either = Fact::oneOf(std::move(*A));
        } else {
          // Excluded by both: in both lists, or not among the possible ones.
          for (int64_t V : F.Not.empty() ? Theirs->Not : F.Not)
            if (F.excludes(V) && Theirs->excludes(V))
              Either.Not.push_back(V);
        }
        // Either truth value is nothing known.
        Survives = !Either.isNothing() &&
                   (Either.In.empty() || !Mine.first->isBoolean());
        Lost |= !(Either == F);
        F = std::move(Either);
      }
    }
    if (!Survives) {
      Lost = true;
      continue;
    }
    if (&*Keep != &Mine)
      *Keep = std::move(Mine);
    ++Keep;
  }
  Map.erase(Keep, Map.end());
  return Lost;
}

} // namespace pvlint::solve
