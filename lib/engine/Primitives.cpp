//===- Primitives.cpp - what the contract says, at calls ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionSolver.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

using flow::CalleeKind;
using flow::Operand;
using flow::Primitive;
using flow::When;
using flow::WordPlace;

const Cell *FunctionSolver::wordCell(const State &S, const WordPlace &P,
                                     llvm::ArrayRef<const Expr *> Args) {
  if (P.K != WordPlace::Pointee || P.Arg >= Args.size())
    return nullptr;
  return Pool.pointee(Args[P.Arg], P.Field.empty() ? "" : "." + P.Field);
}

void FunctionSolver::primitive(const flow::Op &O, const Primitive &P, State S,
                               std::vector<State> &Out) {
  if (P.NoReturn)
    return;
  const Expr *Result = nullptr;
  if (P.Stable) {
    llvm::SmallVector<const Expr *, 4> Args;
    for (const Operand &A : O.Args)
      Args.push_back(value(S, A));
    setResult(S, O, Pool.stable(P.Name, Args, O.Ty));
    Out.push_back(std::move(S));
    return;
  }
  if (P.Happens != When::Always) {
    Result = fresh(S, id(O), O.Ty);
    State Nothing = S;
    const bool OnNonzero = P.Happens == When::Nonzero;
    if (Nothing.Path.assume(Pool, Result, !OnNonzero)) {
      setResult(Nothing, O, OnNonzero ? Pool.constant(0) : Result);
      Out.push_back(std::move(Nothing));
    }
    if (!S.Path.assume(Pool, Result, OnNonzero))
      return;
  }
  applyPrimitive(O, P, S, Result, Out);
  if (!Result)
    Result = fresh(S, id(O), O.Ty);
  if (P.ReturnsNonzero)
    (void)S.Path.assume(Pool, Result, true);
  setResult(S, O, Result);
  Out.push_back(std::move(S));
}

void FunctionSolver::applyPrimitive(const flow::Op &O, const Primitive &P,
                                    State &S, const Expr *&Result,
                                    std::vector<State> &Out) {
  llvm::SmallVector<const Expr *, 6> Args;
  for (const Operand &A : O.Args)
    Args.push_back(value(S, A));
  // A lock that is taken exists.
  for (const Expr *A : Args)
    if (A->K == Expr::Address && A->C->K == Cell::Pointee)
      (void)S.Path.assume(Pool, A->C->Pointer, true);
  if (const flow::LockEffect *L = Pool.contract().lock(P.Name);
      L && L->Arg < Args.size())
    (void)S.Path.assume(Pool, Args[L->Arg], true);
  // As wide as an unsigned long is on the target.
  const flow::Type WordType{static_cast<uint8_t>(Pool.contract().wordBits()),
                            false, false};
  auto WordAt = [&](const WordPlace &Place) -> const Expr * {
    if (Place.K == WordPlace::Argument && Place.Arg < Args.size())
      return Args[Place.Arg];
    if (const Cell *C = wordCell(S, Place, Args))
      return load(S, C, WordType);
    return nullptr;
  };

  if (P.IsTest) {
    const Expr *State = S.Irq;
    if (P.Test) {
      const Expr *W = WordAt(*P.Test);
      State = W ? Pool.stateOf(W) : Pool.opaque(id(O, 7));
      if (W)
        readsIf(W, Pool.event(Event::Read, &F, &O, O.Loc));
      if (W && W->HasWord)
        judgeTest(S, W, P.Family, Pool.event(Event::Test, &F, &O, O.Loc));
    }
    Result = P.TestOff ? Pool.logicalNot(State) : State;
    return;
  }
  const Expr *Saved = nullptr;
  if (P.Save) {
    const flow::WordFamily &Family = Pool.contract().family(P.Family);
    const Event *At = Pool.event(Event::Save, &F, &O, O.Loc);
    // What a test has settled is what the word says.
    const Expr *State = S.Irq;
    if (Tri T = S.Path.truth(Pool, State); T != Tri::Unknown)
      State = Pool.constant(T == Tri::True);
    const bool Returned = P.Save->K == WordPlace::Return && O.HasResult;
    const Expr *W =
        Pool.word(At, State, P.FullRegister ? ~uint64_t(0) : Family.DefinedBits,
                  P.Family, Returned ? O.Ty : WordType);
    Saved = W;
    if (P.Irqs == flow::IrqsAfter::Off)
      beginSection(S, At, W);
    if (P.Save->K == WordPlace::Return) {
      Result = W;
    } else if (const Cell *C = wordCell(S, *P.Save, Args)) {
      checkClobber(S, C, W, &O);
      extend(S, {.Save = W->Origin});
      store(S, C, W, &O);
    }
  }
  judgeBypass(S, O, P);
  if (P.Restore)
    if (const Expr *W = WordAt(*P.Restore)) {
      judgeBypassRestore(S, O, P, W);
      restore(S, W, Pool.event(Event::Restore, &F, &O, O.Loc), P,
              P.Restore->K == WordPlace::Argument ? &O.Args[P.Restore->Arg]
                                                  : nullptr);
    }
  if (P.Irqs == flow::IrqsAfter::Off) {
    const Event *At = Pool.event(Event::Disable, &F, &O, O.Loc);
    if (!Saved)
      beginSection(S, At, nullptr);
    if (S.Path.truth(Pool, S.Irq) != Tri::False ||
        (Parent.isWholeProgram() && S.Irq == Pool.entry())) {
      S.Disabled = P.Save ? nullptr : disabledAtEntry(S, At);
      if (S.Disabled && Parent.isWholeProgram() && !S.Began)
        S.Began = S.Disabled;
      EverBegan |= S.Began != nullptr;
      S.Reclosed = !P.Save && closesAgain(S) ? At : nullptr;
      S.IrqEvent = At;
    }
    S.Irq = Pool.constant(0);
  } else if (P.Irqs == flow::IrqsAfter::On) {
    S.IrqEvent = Pool.event(Event::Enable, &F, &O, O.Loc);
    closePair(S, S.IrqEvent);
    S.Paired = S.Disabled && Parent.isWholeProgram() ? S.IrqEvent : nullptr;
    S.Opened = opensCaller(S) ? S.IrqEvent : nullptr;
    enable(S, S.IrqEvent);
    S.Irq = Pool.constant(1);
    S.Disabled = nullptr;
  }
  bool Sleeps = P.Sleeps;
  const Expr *Depends = nullptr;
  if (auto Gfp = P.sleepArg(Args.size())) {
    const Expr *Blocks = Pool.binary(flow::BinOp::And, Args[*Gfp],
                                     Pool.constant(P.SleepMask), {});
    // Only a value that is known decides; a guess would make every allocation
    // an enable. A caller's argument is kept as a condition of the row.
    if (auto Known = S.Path.equal(Args[*Gfp]))
      Sleeps = *Known & P.SleepMask;
    else if (Tri T = S.Path.truth(Pool, Blocks); T != Tri::Unknown)
      Sleeps = T == Tri::True;
    else if (Blocks->HasCallerValue && !Blocks->HasLocal)
      Depends = Blocks;
  }
  if (Depends) {
    // One row for each answer, so that a constant argument decides at the call.
    State Blocking = S;
    if (S.Path.assume(Pool, Depends, false) &&
        Blocking.Path.assume(Pool, Depends, true)) {
      sleep(O, Blocking, Pool.event(Event::Sleep, &F, &O, O.Loc));
      setResult(Blocking, O, fresh(Blocking, id(O), O.Ty));
      Out.push_back(std::move(Blocking));
    }
  }
  if (Sleeps)
    sleep(O, S, Pool.event(Event::Sleep, &F, &O, O.Loc));
}

/// \p At turned interrupts off without saving what they were. Null when that is
/// known all the same: by a test, or by a word saved before.
const Event *FunctionSolver::disabledAtEntry(const State &S, const Event *At) {
  // In a linked program a caller that the path rules out is ruled out again
  // where it is judged.
  // Who asserts that they are on is judged by that.
  const flow::Op *By = At->innermost()->At;
  const Primitive *P = By ? Parent.entry(*By) : nullptr;
  if (P && P->Requires == flow::Required::On)
    return nullptr;
  const bool AsAtEntry =
      S.Irq == Pool.entry()
          ? Parent.isWholeProgram() || S.Path.truth(Pool, S.Irq) == Tri::Unknown
          : S.Paired && S.IrqEvent == S.Paired;
  if (!AsAtEntry)
    return nullptr;
  for (auto *Slots : {&S.Cells, &S.Temps})
    for (const State::Slot &Slot : *Slots)
      if (Slot.second->K == Expr::Word && !Slot.second->Spent)
        return nullptr;
  return At;
}

/// Interrupts are turned on where they are as the caller had them.
bool FunctionSolver::opensCaller(const State &S) const {
  if (!Parent.isWholeProgram())
    return false;
  return (S.Irq == Pool.entry() && S.Path.truth(Pool, S.Irq) != Tri::True) ||
         (S.Irq->isConst(0) && S.Reclosed && S.IrqEvent == S.Reclosed);
}

/// Turning interrupts off now goes back to what the caller is believed to have
/// had: they were turned on here, or a test found them on and that is mended.
bool FunctionSolver::closesAgain(const State &S) const {
  if (!Parent.isWholeProgram())
    return false;
  return S.Irq == Pool.entry()
             ? S.Path.truth(Pool, S.Irq) == Tri::True
             : S.Irq->isConst(1) && S.Opened && S.IrqEvent == S.Opened;
}

/// A certain sleep comes back with interrupts on. Where the state at entry is
/// unknown the caller is believed to know that it may sleep.
void FunctionSolver::sleep(const flow::Op &O, State &S, const Event *At) {
  if (S.MayBeOpen)
    return; // the word may have been restored before the sleep
  if (S.Path.truth(Pool, S.Irq) == Tri::False) {
    endSection(S);
    S.Irq = Pool.constant(1);
    S.IrqEvent = At;
  } else if (S.Irq == Pool.entry()) {
    S.HasSlept = Slept::Yes;
    SleepEvent = At;
  }
}

/// Whether a callee's sleep is one of its caller's. In a linked program only
/// within a file, and only where no allocation flags decide: beyond that
/// whether a function sleeps hangs on more than a summary keeps.
bool FunctionSolver::sleepCounts(const Row &R) const {
  if (R.HasSlept != Slept::Yes)
    return false;
  if (!Parent.isWholeProgram())
    return true;
  if (!R.SleepEvent)
    return false;
  const Event *At = R.SleepEvent->innermost();
  const flow::Primitive *P = At->At ? Parent.entry(*At->At) : nullptr;
  if (!P || P->SleepArg)
    return false;
  const flow::Function *In = At->Fn;
  for (const Event *E = R.SleepEvent; E; E = E->Inner)
    if (!E->Fn->InHeader)
      In = E->Fn;
  return In->InHeader || In->Loc.Begin.File == F.Loc.Begin.File;
}

} // namespace pvlint::solve
