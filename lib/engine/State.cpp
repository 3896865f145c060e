//===- State.cpp - one disjunct of a program point ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/State.h"
#include "engine/Memory.h"
#include "engine/Renaming.h"
#include "llvm/ADT/Hashing.h"
#include <algorithm>

namespace pvlint::solve {

static auto lower(auto &In, uint32_t Key) {
  return std::lower_bound(
      In.begin(), In.end(), Key,
      [](const State::Slot &S, uint32_t K) { return S.first < K; });
}

const Expr *State::get(const std::vector<Slot> &In, uint32_t Key) const {
  auto It = lower(In, Key);
  return It != In.end() && It->first == Key ? It->second : nullptr;
}

void State::set(std::vector<Slot> &In, uint32_t Key, const Expr *V) {
  auto It = lower(In, Key);
  if (It != In.end() && It->first == Key)
    It->second = V;
  else
    In.insert(It, {Key, V});
}

uint64_t State::propertyHash(ExprPool &Pool) const {
  llvm::hash_code H = llvm::hash_combine(
      Irq.Now->Id, unsigned(Sleep.Is), Sleep.If.size(),
      unsigned(Irq.Section.needs()), unsigned(Path.truth(Pool, Pool.entry())));
  if (Irq.Counted.isUsed())
    H = llvm::hash_combine(H, Irq.Counted.hash());
  for (const Slot &S : Cells)
    if (S.second->HasWord && !isLeftBehind(*this, Pool.cell(S.first), S.second))
      H = llvm::hash_combine(H, S.first, S.second->sameFateId());
  for (const Slot &S : Temps)
    if (S.second->HasWord)
      H = llvm::hash_combine(H, S.first, S.second->sameFateId());
  return H;
}

bool State::sameProperty(ExprPool &Pool, const State &Other) const {
  if (Irq.Now != Other.Irq.Now || !Sleep.sameEffect(Other.Sleep) ||
      Irq.Section.needs() != Other.Irq.Section.needs() ||
      !Irq.Counted.sameEffect(Other.Irq.Counted) ||
      Path.truth(Pool, Pool.entry()) != Other.Path.truth(Pool, Pool.entry()))
    return false;
  auto NextWord = [&](const State &Of, auto It, auto End, bool IsCells) {
    while (It != End &&
           (!It->second->HasWord ||
            (IsCells && isLeftBehind(Of, Pool.cell(It->first), It->second))))
      ++It;
    return It;
  };
  auto Same = [&](const std::vector<Slot> &A, const std::vector<Slot> &B,
                  bool IsCells) {
    auto I = NextWord(*this, A.begin(), A.end(), IsCells);
    auto J = NextWord(Other, B.begin(), B.end(), IsCells);
    while (I != A.end() && J != B.end()) {
      if (I->first != J->first ||
          I->second->sameFateId() != J->second->sameFateId())
        return false;
      I = NextWord(*this, I + 1, A.end(), IsCells);
      J = NextWord(Other, J + 1, B.end(), IsCells);
    }
    return I == A.end() && J == B.end();
  };
  return Same(Cells, Other.Cells, /*IsCells=*/true) &&
         Same(Temps, Other.Temps, /*IsCells=*/false);
}

bool State::differsByEntryAlone(ExprPool &Pool, const State &Other) const {
  const Expr *Entry = Pool.entry();
  if (Irq.Now != Entry || Other.Irq.Now != Entry ||
      Irq.Section.needs() != OffSection::Needs::Nothing ||
      Other.Irq.Section.needs() != OffSection::Needs::Nothing ||
      !Sleep.sameEffect(Other.Sleep) ||
      !Irq.Counted.sameEffect(Other.Irq.Counted) || Cells != Other.Cells ||
      Temps != Other.Temps)
    return false;
  if (Path.truth(Pool, Entry) == Tri::Unknown ||
      Path.truth(Pool, Entry) != !Other.Path.truth(Pool, Entry))
    return false;
  auto WithoutEntry = [&](Facts F) {
    F.removeIf([&](const Expr *E) { return E == Entry; });
    return F;
  };
  return WithoutEntry(Path) == WithoutEntry(Other.Path);
}

/// What is not values and facts. Returns whether something changed.
bool State::joinMarks(const State &Other) {
  bool Changed = Sleep.join(Other.Sleep);
  if (Fresh != Other.Fresh) {
    size_t Before = Fresh.size();
    llvm::erase_if(Fresh, [&](const Expr *E) {
      return !llvm::is_contained(Other.Fresh, E);
    });
    Changed |= Fresh.size() != Before;
  }
  if (Restored != Other.Restored) {
    size_t Before = Restored.size();
    llvm::erase_if(Restored, [&](const Expr *W) {
      return !llvm::is_contained(Other.Restored, W);
    });
    Changed |= Restored.size() != Before;
  }
  Changed |= Irq.joinStories(Other.Irq);
  if (Other.MayBeOpen && !MayBeOpen)
    MayBeOpen = Changed = true;
  if (Other.MayHoldLock && !MayHoldLock)
    MayHoldLock = Changed = true;
  return Changed;
}

/// What a path that has not written to \p C has found there; null when nobody
/// has looked.
static const Expr *initialValue(const Facts &Path, const Cell *C) {
  for (const auto &[E, Fact] : Path)
    if (E->K == Expr::Init && E->C == C)
      return E;
  return nullptr;
}

bool State::join(ExprPool &Pool, const State &Other, uint64_t JoinId) {
  bool Changed = joinMarks(Other);
  if (Cells == Other.Cells && Temps == Other.Temps && Path == Other.Path)
    return Changed;
  // Where numbers differ, the joined value is one of them.
  const Facts Mine = Path;
  llvm::SmallVector<Renaming, 4> Renamed, Counts;
  Path.intersect(Other.Path);
  auto Join = [&](uint64_t Id, const Expr *X, const Expr *Y, bool IsLeft) {
    const Expr *U = IsLeft ? Pool.opaque(Id) : Pool.opaqueLike(Id, X, Y);
    Fact Either;
    if (Y) {
      auto A =
          X->isConst() ? Fact::Values{X->Value} : Mine.about(Pool, X).values();
      auto B = Y->isConst() ? Fact::Values{Y->Value}
                            : Other.Path.about(Pool, Y).values();
      if (A && B) {
        A->append(B->begin(), B->end());
        Either = Fact::oneOf(std::move(*A));
      } else if (Mine.truth(Pool, X) == Tri::True &&
                 Other.Path.truth(Pool, Y) == Tri::True) {
        if (Mine.about(Pool, X).isObject() &&
            Other.Path.about(Pool, Y).isObject())
          Either.Not.push_back(Fact::ErrorPointer);
        Either.Not.push_back(0);
      }
    }
    Path.replace(U, Either);
    Changed |= U != X;
    return U;
  };
  auto Merge = [&](std::vector<Slot> &A, const std::vector<Slot> &B,
                   bool IsCells) {
    std::vector<Slot> Result;
    auto I = A.begin();
    auto J = B.begin();
    auto Unknown = [&](uint32_t Key, const Expr *X, const Expr *Y) {
      // Of a word that is left behind nothing is to come, its bits neither.
      auto IsLeft = [&](const State &S, const Expr *V) {
        return V && IsCells && isLeftBehind(S, Pool.cell(Key), V);
      };
      return Join(llvm::hash_combine(JoinId, IsCells, Key), X, Y,
                  IsLeft(*this, X) || IsLeft(Other, X) || IsLeft(Other, Y));
    };
    while (I != A.end() || J != B.end()) {
      if (J == B.end() || (I != A.end() && I->first < J->first)) {
        // A temporary known on one side only is dead on the other.
        if (!IsCells) {
          Changed = true;
        } else if (isNowhere(Pool, Other.Path, Pool.cell(I->first))) {
          Result.push_back(*I);
        } else {
          Result.emplace_back(
              I->first, Unknown(I->first, I->second,
                                initialValue(Other.Path, Pool.cell(I->first))));
        }
        ++I;
      } else if (I == A.end() || J->first < I->first) {
        if (IsCells && isNowhere(Pool, Mine, Pool.cell(J->first))) {
          Result.push_back(*J);
          Changed = true;
        } else if (IsCells) {
          const Expr *Initial = initialValue(Mine, Pool.cell(J->first));
          Result.emplace_back(J->first,
                              Initial ? Unknown(J->first, Initial, J->second)
                                      : Unknown(J->first, J->second, nullptr));
          Changed = true;
        }
        ++J;
      } else {
        const Expr *V = I->second;
        if (V->sameFateId() != J->second->sameFateId()) {
          V = Unknown(I->first, I->second, J->second);
          if (IsCells && !I->second->isConst() && !J->second->isConst())
            Renamed.push_back({I->second, J->second, V});
          Counts.push_back({I->second, J->second, V});
        }
        Result.emplace_back(I->first, V);
        ++I;
        ++J;
      }
    }
    A = std::move(Result);
  };
  Merge(Cells, Other.Cells, true);
  Merge(Temps, Other.Temps, false);
  keepRenamed(Pool, Renamed, Mine, Other.Path, Path);
  keepOrder(Pool, Counts, Mine, Other.Path, Path);
  return Changed || !(Path == Mine);
}

} // namespace pvlint::solve
