//===- Slots.cpp - words saved to memory before its lock is taken ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `x->flags = _raw_spin_lock_irqsave(&x->lock)` stores the word when the lock
// is held, so nobody else can be writing there. A lock function that is given
// `&x->flags`, saves there and then tries for the lock, or waits for it, writes
// into what the owner of the lock is still going to restore (clause C4, "from a
// place that nobody else writes"). regmap's hwspinlock did that (commit
// 4b58aac989c1).
//
// Calls that take locks do nothing to interrupts and are sliced away elsewhere.
// Functions that save a bare word to memory are few, so these are simulated
// once more with all their locks.
//
// With no lock at all, or with that of one object for the memory of all, a word
// that the same function restores is wrong wherever two CPUs may come here.
//
// Limits: which lock protects the memory is guessed. It is one that is reached
// from the same object, or any for a global. A function that has taken another
// lock before is left alone, and what locks its callers hold is not known.
//
//===----------------------------------------------------------------------===//

#include "Slots.h"

namespace pvlint::solve {

/// Whether others can reach \p C.
bool SlotJudge::isShared(const Cell *C) const {
  if (C->isPerCpu())
    return false;
  return C->K == Cell::Global ||
         (C->K == Cell::Var && F.Vars[C->Var_].Static) ||
         (C->K == Cell::Pointee && !C->Pointer->HasLocal);
}

static bool mentions(const Expr *E, const Expr *Part) {
  if (!E || E == Part)
    return E;
  if (mentions(E->A, Part) || mentions(E->B, Part))
    return true;
  if (E->C && E->C->K == Cell::Pointee && mentions(E->C->Pointer, Part))
    return true;
  return llvm::any_of(E->Args,
                      [&](const Expr *Arg) { return mentions(Arg, Part); });
}

/// Whether the lock at \p Lock belongs to the object that holds \p Slot.
static bool isLockOf(const Expr *Lock, const Cell *Slot) {
  if (Slot->K != Cell::Pointee)
    return true;
  if (mentions(Lock, Slot->Pointer))
    return true;
  const bool HasBase = Lock->K == Expr::Address && Lock->C->K == Cell::Pointee;
  return mentions(Slot->Pointer, HasBase ? Lock->C->Pointer : Lock);
}

/// A word was saved on its own, not by the function that takes the lock.
bool SlotJudge::isBareSave(const Expr *V) const {
  if (V->K != Expr::Word || V->Spent)
    return false;
  const EventOp *Save = V->Origin->innermost()->At;
  if (!Save || Pool.contract().lock(Save->Callee))
    return false;
  const flow::Primitive *P = Sc.Program.entry(*Save);
  return !P || !P->Save || P->Save->K == flow::WordPlace::Return;
}

/// Whether \p Word was saved by the call that took the lock of an object that
/// callers choose: the lock of another object does not protect a global.
bool SlotJudge::isOneObjects(const Expr *Word) const {
  const Expr *Lock = LockOf.lookup(Word->Origin);
  return Lock && Lock->K == Expr::Address && Lock->C->K == Cell::Pointee &&
         Lock->C->Pointer->K == Expr::Param;
}

void SlotJudge::acts(const flow::Op &O, const flow::Primitive &P,
                     const State &S) {
  const flow::LockEffect *L = P.Save ? Pool.contract().lock(P.Name) : nullptr;
  if (L && L->Takes && L->Arg < O.Args.size())
    LockOf[event(Event::Save, O)] = valueOf(Pool, S, O.Args[L->Arg]);
}

void SlotJudge::stores(const Cell *C, const Expr *V, const State &S) {
  if (!isShared(C) || C->isArrayElement())
    return;
  if (isBareSave(V)) {
    WantsLocks = true;
    // A callee that saves may have taken a lock before it stored the word.
    if (!S.MayHoldLock && !V->Origin->Inner)
      Unlocked.insert(V->Origin);
  } else if (V->K == Expr::Word && !V->Spent && C->K != Cell::Pointee &&
             isOneObjects(V)) {
    WantsLocks = true;
  }
}

/// A word in memory that others write is restored by the function that saved it
/// there, and no lock was seen. A static function is not reported: its callers
/// may hold a lock.
void SlotJudge::restored(const Expr *Word, const Event *At, const State &S) {
  if (!Report || Sc.Is != Pass::Locks || Word->K != Expr::Word || Word->Spent ||
      F.IsInit || (F.IsStatic && !F.AddressTaken))
    return;
  const Cell *Slot = nullptr;
  const bool HasCopy =
      State::anyHolding(S.Cells, Word, [&](const State::Slot &Held) {
        Slot = Pool.cell(Held.first);
        return !isShared(Slot) || Slot->isArrayElement();
      });
  if (!Slot || HasCopy)
    return;
  const bool OneObjects = Slot->K != Cell::Pointee && isOneObjects(Word);
  if (!OneObjects && !Unlocked.contains(Word->Origin))
    return;
  SlotObservation O;
  O.K = OneObjects ? SlotObservation::OneObjects : SlotObservation::NoLock;
  O.Save = Word->Origin;
  O.Restore = At;
  O.Slot = Slot;
  if (Slot->K == Cell::Var)
    O.Variable = F.Vars[Slot->Var_].Name;
  Pending.push_back(std::move(O));
}

/// A function that leaves its word in an object of its caller may be given one
/// that no other CPU sees: a record on its caller's stack.
void SlotJudge::returns(const Row &R, const flow::Range &At, const State &S) {
  (void)State::anyWord(S.Cells, [&](const State::Slot &Held) {
    if (Held.second->K == Expr::Word && !Held.second->Spent &&
        Pool.cell(Held.first)->K == Cell::Pointee)
      LeftThere.insert(Held.second->Origin);
    return false;
  });
}

void SlotJudge::settled(bool Merged) {
  for (const SlotObservation &O : Pending)
    if (O.Slot->K != Cell::Pointee || !LeftThere.contains(O.Save))
      Log.observe(O);
}

void SlotJudge::takesLock(const flow::Op &O, const State &S,
                          llvm::ArrayRef<const Expr *> Args) {
  if (Args.empty() || S.MayHoldLock)
    return;
  (void)State::anyWord(S.Cells, [&](const State::Slot &Slot) {
    const Cell *C = Pool.cell(Slot.first);
    if (isShared(C) && !C->isArrayElement() && isBareSave(Slot.second))
      judge(S, C, Args.front(), Slot.second->Origin, event(Event::Call, O));
    return false;
  });
}

/// A word was saved to \p Slot at \p Save, and \p At takes \p Lock.
void SlotJudge::judge(const State &S, const Cell *Slot, const Expr *Lock,
                      const Event *Save, const Event *At) {
  if (!isShared(Slot) || S.MayHoldLock)
    return;
  if (isLockOf(Lock, Slot)) {
    SlotObservation O;
    O.Save = Save;
    O.Lock = At;
    O.Slot = Slot;
    if (Report && Sc.Is == Pass::Locks)
      Log.observe(O);
    return;
  }
  // Only the caller knows which object the memory is part of.
  Obligation Up;
  Up.K = Obligation::SlotTooSoon;
  Up.When = callerVisible(S.Path);
  Up.Value = Pool.address(Slot);
  Up.Irq = Lock;
  Up.IrqEvent = Save;
  Up.At = At;
  if (Lock->HasLocal || Up.Value->HasLocal)
    return;
  oblige(std::move(Up));
}

void SlotJudge::due(const DueObligation &D) {
  const Expr *Where = D.Subst.expr(D.Of.Value);
  const Cell *Slot = Where->K == Expr::Address ? Where->C
                     : Where->HasLocal         ? nullptr
                                               : Pool.pointee(Where);
  if (!Slot)
    return;
  WantsLocks = true;
  judge(D.S, Slot, D.Subst.expr(D.Of.Irq), D.Subst.event(D.Of.IrqEvent),
        D.Subst.event(D.Of.At));
}

} // namespace pvlint::solve
