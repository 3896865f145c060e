//===- Forget.cpp - what a state need not, or must not, know any more -----===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Simulator.h"
#include "engine/Memory.h"
#include "engine/Renaming.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

/// Forgets what \p S has of temporaries and variables that are dead at \p
/// Block.
void Simulator::forgetDead(uint32_t Block, State &S) {
  S.Temps.eraseIf(
      [&](const State::Slot &T) { return !Live.Temps[Block].test(T.first); });
  // An unspent word that a later save overwrites is lost: keep it to tell.
  auto IsKept = [&](uint32_t Var, const Expr *V) {
    return V->K == Expr::Word && !V->Spent && !V->A->isConst(0) &&
           Live.Overwritten[Block][Var];
  };
  llvm::SmallVector<uint32_t, 2> Kept;
  llvm::SmallVector<uint32_t, 8> Dead;
  auto Look = [&](uint32_t Var) {
    if (Live.Vars[Block][Var])
      return;
    (void)anyOf(Pool, S, Pool.siblings(Pool.var(Var)),
                [&](const Cell *C, const Expr *V) {
                  if (!IsKept(Var, V))
                    Dead.push_back(C->Id);
                  else if (!llvm::is_contained(Kept, Var))
                    Kept.push_back(Var);
                  return false;
                });
  };
  for (uint32_t Var : Live.dyingBefore(Block))
    Look(Var);
  for (uint32_t Var : S.Doubtful)
    Look(Var);
  for (uint32_t Id : Dead)
    S.Cells.erase(Id);
  S.Doubtful = std::move(Kept);
}

/// The unknown \p Opaque is about to stand for a new value: nothing known of
/// the old one may carry over. Where a variable keeps the old one, as `cur`
/// does in `h = get(); … cur = h`, both go on under another name.
void Simulator::forget(State &S, const Expr *Opaque) {
  // Unknowns from one loop iteration that a state remembers as new.
  static constexpr size_t MaxFresh = 16;
  if (S.Fresh.size() < MaxFresh && !llvm::is_contained(S.Fresh, Opaque))
    S.Fresh.push_back(Opaque);
  forgetSeen(Opaque);
  const bool IsKept = llvm::any_of(
      S.Cells, [&](const State::Slot &Slot) { return Slot.second == Opaque; });
  const Expr *Old =
      Pool.opaqueLike(llvm::hash_combine(Opaque->Value, 0x01dull), Opaque);
  drop(S, IsKept ? Old : Opaque);
  if (!IsKept)
    return;
  for (auto *Slots : {&S.Cells, &S.Temps})
    Slots->change([&](const State::Slot &Slot) {
      return Slot.second->HasWord ? Slot.second
                                  : rename(Pool, Slot.second, Opaque, Old);
    });
  Facts Kept;
  for (const auto &[E, F] : S.Path)
    if (contains(E, Opaque))
      Kept.replace(rename(Pool, E, Opaque, Old), F);
  S.Path.removeWith(Opaque);
  for (const auto &[E, F] : Kept)
    if (!E->isConst())
      S.Path.replace(E, F);
}

/// The unknown \p Opaque is not known of any more.
void Simulator::drop(State &S, const Expr *Opaque) {
  S.Path.removeWith(Opaque);
  for (auto *Slots : {&S.Cells, &S.Temps})
    Slots->change([&](const State::Slot &Slot) {
      const Expr *V = Slot.second;
      return contains(V, Opaque) && !V->HasWord
                 ? Pool.opaqueLike(
                       llvm::hash_combine(Opaque->Value, Slot.first, 0x01dull),
                       V)
                 : V;
    });
}

} // namespace pvlint::solve
