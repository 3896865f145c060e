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

void State::Sum::add(const Slot &S) {
  const Expr *V = S.second;
  HasWord |= V->HasWord;
  HasMemory |= V->HasMemory;
  if (V->K == Expr::Word) {
    FirstWord = std::min(FirstWord, V->Id);
    LastWord = std::max(LastWord, V->Id);
  }
}

uint64_t State::propertyHash(ExprPool &Pool) const {
  llvm::hash_code H = llvm::hash_combine(
      Irq.Now->Id, unsigned(Sleep.Is), Sleep.If.size(),
      unsigned(Irq.Section.needs()), unsigned(Path.truth(Pool, Pool.entry())));
  if (Irq.Counted.isUsed())
    H = llvm::hash_combine(H, Irq.Counted.hash());
  // The first are enough to tell most apart.
  static constexpr unsigned MaxHashed = 16;
  unsigned Left = MaxHashed;
  auto Add = [&](const Slot &S) {
    H = llvm::hash_combine(H, S.first, S.second->sameFateId());
    return !--Left;
  };
  if (!anyWord(Cells, [&](const Slot &S) {
        return !isLeftBehind(*this, Pool.cell(S.first), S.second) && Add(S);
      }))
    anyWord(Temps, Add);
  return H;
}

bool State::sameProperty(ExprPool &Pool, const State &Other) const {
  if (Irq.Now != Other.Irq.Now || !Sleep.sameEffect(Other.Sleep) ||
      Irq.Section.needs() != Other.Irq.Section.needs() ||
      !Irq.Counted.sameEffect(Other.Irq.Counted) ||
      Path.truth(Pool, Pool.entry()) != Other.Path.truth(Pool, Pool.entry()))
    return false;
  // What is left behind is left behind in both, or neither has it handed out.
  const bool SameMarks = MayBeOpen == Other.MayBeOpen;
  auto Same = [&](const Slots &A, const Slots &B, bool IsCells) {
    auto IsNoWord = [&](const State &Of, const Slot &S) {
      return !S.second->HasWord ||
             (IsCells && isLeftBehind(Of, Pool.cell(S.first), S.second));
    };
    auto I = A.begin(), J = B.begin();
    for (;;) {
      if (SameMarks && I.isShared(J)) {
        I.skipPiece();
        J.skipPiece();
      } else if (!I.atEnd() && IsNoWord(*this, *I)) {
        ++I;
      } else if (!J.atEnd() && IsNoWord(Other, *J)) {
        ++J;
      } else if (I.atEnd() || J.atEnd()) {
        return I.atEnd() && J.atEnd();
      } else if (I->first != J->first ||
                 I->second->sameFateId() != J->second->sameFateId()) {
        return false;
      } else {
        ++I;
        ++J;
      }
    }
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
  GivesWord |= Other.GivesWord;
  for (uint32_t Var : Other.Doubtful)
    if (!llvm::is_contained(Doubtful, Var))
      Doubtful.push_back(Var);
  return Changed;
}

/// What a path that has not written to \p C has found there; null when nobody
/// has looked.
static const Expr *initialValue(const Facts &Path, const Cell *C) {
  const Expr *Found = nullptr;
  (void)Path.anyOfMemory([&](const Expr *E, const Fact &) {
    if (E->K == Expr::Init && E->C == C)
      Found = E;
    return Found;
  });
  return Found;
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
  auto Merge = [&](Slots &A, const Slots &B, bool IsCells) {
    Slots Result;
    auto I = A.begin(), J = B.begin();
    auto Unknown = [&](uint32_t Key, const Expr *X, const Expr *Y) {
      // Of a word that is left behind nothing is to come, its bits neither.
      auto IsLeft = [&](const State &S, const Expr *V) {
        return V && IsCells && isLeftBehind(S, Pool.cell(Key), V);
      };
      return Join(llvm::hash_combine(JoinId, IsCells, Key), X, Y,
                  IsLeft(*this, X) || IsLeft(Other, X) || IsLeft(Other, Y));
    };
    while (!I.atEnd() || !J.atEnd()) {
      if (I.isShared(J)) {
        Result.appendPiece(I);
        I.skipPiece();
        J.skipPiece();
      } else if (J.atEnd() || (!I.atEnd() && I->first < J->first)) {
        // A temporary known on one side only is dead on the other.
        if (!IsCells) {
          Changed = true;
        } else if (isNowhere(Pool, Other.Path, Pool.cell(I->first))) {
          Result.append(*I);
        } else {
          Result.append({I->first, Unknown(I->first, I->second,
                                           initialValue(Other.Path,
                                                        Pool.cell(I->first)))});
        }
        ++I;
      } else if (I.atEnd() || J->first < I->first) {
        if (IsCells && isNowhere(Pool, Mine, Pool.cell(J->first))) {
          Result.append(*J);
          Changed = true;
        } else if (IsCells) {
          const Expr *Initial = initialValue(Mine, Pool.cell(J->first));
          Result.append(
              {J->first, Initial ? Unknown(J->first, Initial, J->second)
                                 : Unknown(J->first, J->second, nullptr)});
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
        Result.append({I->first, V});
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
