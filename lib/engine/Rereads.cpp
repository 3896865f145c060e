//===- Rereads.cpp - memory that is looked at again under a lock ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Memory is believed to stay as a path has seen it, for that makes the unlock
// behind a second `if (dev->nonatomic)` the partner of the lock behind the
// first. But the kernel also looks, takes the lock, and looks again:
//
//     if (b->state)
//             return;
//     spin_lock_irqsave(&b->lock, flags);
//     if (b->state) {          // another CPU was faster
//
// With that belief the inner branch is never taken, and what is wrong there is
// never seen. So the belief gives way where it leaves a branch that no path
// takes, and the branch looks at memory that was tested, or kept in a variable,
// before a lock was taken, interrupts were turned off or on, or the function
// slept: the look is then a new one. The author who wrote the branch believed
// that it can be taken.
//
// The same holds for a number that the function has stored there itself, where
// the belief leaves a whole block without a path: a driver sets `dev->done =
// 0`, starts the device, and polls until its interrupt handler has set it.
//
// Limits: what the caller has seen of the memory stays believed.
//
//===----------------------------------------------------------------------===//

#include "Simulator.h"
#include "engine/Memory.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

using flow::Opcode;
using flow::Operand;
using flow::Place;
using flow::TermKind;

/// A branch or switch looks at \p Cond.
void Simulator::noteLook(const Expr *Cond) {
  if (!Cond->HasMemory || !LookedAt.insert(Cond).second)
    return;
  Facts Tested;
  (void)Tested.assume(Pool, Cond, true);
  NewlyLookedAt.push_back(Cond);
  for (const auto &[E, Fact] : Tested)
    if (LookedAt.insert(E).second)
      NewlyLookedAt.push_back(E);
}

/// Adds the memory that \p E is made of, as far as others can write there.
static void addMemory(const Expr *E, llvm::SetVector<const Expr *> &To) {
  if (!E->HasMemory || E->HasWord)
    return;
  if (E->K == Expr::Init && !E->C->isPerCpu())
    To.insert(E);
  for (const Expr *Part : {E->A, E->B})
    if (Part)
      addMemory(Part, To);
}

static bool isBefore(const State::Slot &A, const State::Slot &B) {
  return A.first < B.first;
}
static bool isBefore(const std::pair<const Expr *, Fact> &A,
                     const std::pair<const Expr *, Fact> &B) {
  return A.first->Id < B.first->Id;
}

/// Calls \p Tell with the entries of \p Of that are not in a piece that \p
/// Other has too.
template <typename List, typename Fn>
static void eachOfItsOwn(const List &Of, const List &Other, Fn Tell) {
  auto I = Of.begin(), J = Other.begin();
  while (!I.atEnd()) {
    if (I.isShared(J)) {
      I.skipPiece();
      J.skipPiece();
    } else if (!J.atEnd() && isBefore(*J, *I)) {
      ++J;
    } else {
      Tell(*I);
      ++I;
    }
  }
}

/// From here on others may have written to what \p S has seen of memory: what
/// was tested, or is kept. That a pointer is not null because it was followed
/// nobody has looked at. \p Stored: also what the function has stored there
/// itself, because time passes, or a section ends that kept others out. Most of
/// it has been noted at the lock before.
void Simulator::letOthersWrite(const State &S, bool Stored) {
  auto Note = [&](const Expr *E) {
    if (E->HasMemory && LookedAt.contains(E))
      addMemory(E, SeenBefore);
  };
  for (const Expr *E : std::exchange(NewlyLookedAt, {}))
    if (S.Path.find(E))
      Note(E);
  eachOfItsOwn(S.Path, Noted.Path, [&](const auto &Fact) { Note(Fact.first); });
  eachOfItsOwn(S.Cells, Noted.Cells, [&](const State::Slot &Slot) {
    addMemory(Slot.second, SeenBefore);
  });
  Noted = {S.Path, S.Cells};
  if (!Stored)
    return;
  eachOfItsOwn(S.Cells, NotedStores, [&](const State::Slot &Slot) {
    const Cell *C = Pool.cell(Slot.first);
    if (Slot.second->isConst() && visibleToCaller(C) && !C->isPerCpu())
      StoredBefore.insert(C);
  });
  NotedStores = S.Cells;
}

/// \p Opaque is about to be new, and with it all that was reached through it.
void Simulator::forgetSeen(const Expr *Opaque) {
  const size_t Before = SeenBefore.size();
  SeenBefore.remove_if([&](const Expr *E) { return contains(E, Opaque); });
  if (SeenBefore.size() != Before)
    Noted = {};
}

/// What \p O, a load of \p C, gives: \p V, unless it is a new look.
const Expr *Simulator::lookAgain(const flow::Op &O, State &S, const Cell *C,
                                 const Expr *V) {
  if (O.P.K == Place::Var || V->HasWord)
    return V;
  if (NewLooks.contains(&O)) {
    const Expr *New = fresh(S, id(O, 11), O.Ty);
    OthersWrote.insert(New);
    State::set(S.Cells, C->Id, New);
    S.doubt(C);
    return New;
  }
  if (SeenBefore.contains(V))
    SeenAgain.insert(&O);
  else if (V->isConst() && StoredBefore.contains(C))
    StoredAgain.insert(&O);
  return V;
}

/// The same of a call whose result is made of memory, such as list_empty():
/// what \p S is with a new look, if this is one.
std::optional<State> Simulator::lookAgain(const flow::Op &O,
                                          const Summary &Callee, const State &S,
                                          llvm::ArrayRef<const Expr *> Args) {
  if (!O.HasResult || SeenBefore.empty())
    return std::nullopt;
  Substitution Subst = substitution(O, S, Args, S.Irq.Now);
  llvm::SetVector<const Expr *> Asked;
  for (const Row &R : Callee.Rows) {
    if (R.Return)
      addMemory(Subst.expr(R.Return), Asked);
    for (const auto &[E, Fact] : R.When)
      addMemory(Subst.expr(E), Asked);
  }
  Asked.remove_if([&](const Expr *E) { return !SeenBefore.contains(E); });
  if (Asked.empty())
    return std::nullopt;
  if (!NewLooks.contains(&O)) {
    SeenAgain.insert(&O);
    return std::nullopt;
  }
  State Anew = S;
  for (size_t I = 0; I != Asked.size(); ++I) {
    const Expr *E = Asked[I];
    const Expr *New = fresh(Anew, id(O, 12 + I), E->Ty);
    OthersWrote.insert(New);
    State::set(Anew.Cells, E->C->Id, New);
    Anew.doubt(E->C);
  }
  return Anew;
}

static bool isWholeVariable(const Place &P) {
  return P.K == Place::Var && P.Path.empty();
}

namespace {
/// The operations of a function by what they give a value to.
struct Givers {
  explicit Givers(const flow::Function &F) {
    for (const flow::Block &B : F.Blocks)
      for (const flow::Op &O : B.Ops) {
        if (O.HasResult)
          OfTemp[O.Result].push_back(&O);
        if (O.Code == Opcode::Store && isWholeVariable(O.P))
          OfVariable[O.P.Index].push_back(&O);
      }
  }
  using Ops = llvm::SmallVector<const flow::Op *, 1>;
  llvm::DenseMap<uint32_t, Ops> OfTemp, OfVariable;
};
} // namespace

/// The loads, and calls, that \p Cond, a temporary, is made of, also by way of
/// variables: READ_ONCE() has one of its own.
static void collectLooks(const Givers &All, const Operand &Cond,
                         llvm::SmallVectorImpl<const flow::Op *> &Looks) {
  llvm::SmallVector<uint32_t, 8> Wanted;
  llvm::DenseSet<uint32_t> Seen, Variables;
  auto Want = [&](const Operand &O) {
    if (O.K == Operand::Temp && Seen.insert(O.Index).second)
      Wanted.push_back(O.Index);
  };
  Want(Cond);
  while (!Wanted.empty()) {
    const auto Of = All.OfTemp.find(Wanted.pop_back_val());
    if (Of == All.OfTemp.end())
      continue;
    for (const flow::Op *O : Of->second) {
      if (O->Code == Opcode::Load || O->Code == Opcode::Call)
        Looks.push_back(O);
      for (const Operand &Arg : O->Args)
        Want(Arg);
      if (O->Code == Opcode::Load && isWholeVariable(O->P) &&
          Variables.insert(O->P.Index).second)
        if (const auto To = All.OfVariable.find(O->P.Index);
            To != All.OfVariable.end())
          for (const flow::Op *Store : To->second)
            Want(Store->A);
      if (O->Code == Opcode::Copy || O->Code == Opcode::Unary ||
          O->Code == Opcode::Binary || O->Code == Opcode::Cast) {
        Want(O->A);
        Want(O->B);
      }
    }
  }
}

/// Makes new looks of those that leave a branch without any path, and queues
/// their blocks again. Returns whether there were any.
bool Simulator::lookAnew() {
  if (SeenAgain.empty() && StoredAgain.empty())
    return false;
  bool Any = false;
  const Givers All(F);
  for (uint32_t B = 0; B != F.Blocks.size(); ++B) {
    const flow::Terminator &T = F.Blocks[B].Term;
    if (T.Cond.K != Operand::Temp || Taken[B].none() || Taken[B].all() ||
        (T.K != TermKind::Branch && T.K != TermKind::Switch))
      continue;
    llvm::SmallVector<const flow::Op *, 4> Looks;
    collectLooks(All, T.Cond, Looks);
    const bool LeavesBlock =
        llvm::any_of(T.Targets, [&](uint32_t To) { return In[To].empty(); });
    for (const flow::Op *O : Looks)
      if (SeenAgain.contains(O) || (LeavesBlock && StoredAgain.contains(O)))
        Any |= NewLooks.insert(O).second;
  }
  if (!Any)
    return false;
  for (uint32_t B = 0; B != F.Blocks.size(); ++B)
    if (llvm::any_of(F.Blocks[B].Ops, [&](const flow::Op &O) {
          return NewLooks.contains(&O);
        })) {
      Dirty[B].assign(Dirty[B].size(), true);
      if (!Dirty[B].empty())
        Queued.insert(Live.OrderOf[B]);
    }
  return true;
}

} // namespace pvlint::solve
