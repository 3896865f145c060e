//===- Primitives.cpp - what the contract says, at calls ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Simulator.h"
#include "engine/Memory.h"

namespace pvlint::solve {

using flow::Operand;
using flow::Primitive;
using flow::When;
using flow::WordPlace;

/// Where a word lies that \p P names; null for an argument or a result.
static const Cell *wordCell(ExprPool &Pool, const WordPlace &P,
                            llvm::ArrayRef<const Expr *> Args) {
  if (P.K != WordPlace::Pointee || P.Arg >= Args.size())
    return nullptr;
  return Pool.pointee(Args[P.Arg], P.Field.empty() ? "" : "." + P.Field);
}

/// As wide as an unsigned long is on the target.
static flow::Type wordType(const ExprPool &Pool) {
  return {static_cast<uint8_t>(Pool.contract().wordBits()), false, false};
}

const Expr *Simulator::wordAt(const State &S, const WordPlace &P,
                              llvm::ArrayRef<const Expr *> Args) {
  if (P.K == WordPlace::Argument && P.Arg < Args.size())
    return Args[P.Arg];
  if (const Cell *C = wordCell(Pool, P, Args))
    return load(Pool, S, C, wordType(Pool));
  return nullptr;
}

void Simulator::primitive(const flow::Op &O, const Primitive &P, State S,
                          std::vector<State> &Out) {
  if (P.NoReturn)
    return;
  const flow::LockEffect *Lock = Pool.contract().lock(P.Name);
  if (P.Irqs != flow::IrqsAfter::Unchanged || P.Sleeps ||
      (Lock && (Lock->Takes || Lock->Tries)))
    letOthersWrite(S, P.Sleeps || P.Restore || P.Irqs == flow::IrqsAfter::On);
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

void Simulator::applyPrimitive(const flow::Op &O, const Primitive &P, State &S,
                               const Expr *&Result, std::vector<State> &Out) {
  AssertsOn |= P.Name == flow::AssertedOn && S.Irq.Now == Pool.entry();
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

  if (P.IsTest) {
    Result = test(O, P, S, Args);
    return;
  }
  if (P.Save)
    if (const Expr *W = save(O, P, S, Args))
      Result = W;
  tell([&](Listener &L) { L.acts(O, P, S); });
  if (P.Restore)
    if (const Expr *W = wordAt(S, *P.Restore, Args)) {
      Restoring R;
      R.Word = W;
      R.At = Pool.event(Event::Restore, Sc.In, &O, O.Loc);
      R.By = &P;
      R.From = P.Restore->K == WordPlace::Argument ? &O.Args[P.Restore->Arg]
                                                   : nullptr;
      if (W->K != Expr::Uninit)
        R.Match = matchWord(
            Sc, S,
            {S.Path, W, S.Irq.Now, S.Irq.By, P.Family, P.RestoreFull, R.From});
      tell([&](Listener &L) { L.restores(R, S); });
      restore(S, R);
    }
  if (P.Irqs == flow::IrqsAfter::Off) {
    disable(O, P, S, /*Saves=*/P.Save.has_value());
  } else if (P.Irqs == flow::IrqsAfter::On) {
    const Event *At = Pool.event(Event::Enable, Sc.In, &O, O.Loc);
    tell([&](Listener &L) { L.enables(At, S); });
    noteBreak(S, At, Pool.constant(1));
    nestEnd(S, At, /*IsPair=*/false);
    S.Irq.By = At;
    S.Irq.Pair.Closed =
        S.Irq.Pair.Disabled && Believes.PairsKeepEntry ? At : nullptr;
    S.Irq.Opening.Opened = opensCaller(S) ? At : nullptr;
    enable(S, At);
    extend(S, {.Changed = At});
    S.Irq.Now = Pool.constant(1);
    S.Irq.Pair.Disabled = nullptr;
  }
  if (P.Counted == flow::CountedUse::Disable)
    beginCounted(S, {Pool.event(Event::Disable, Sc.In, &O, O.Loc), S.Irq.Now,
                     S.Irq.By, S.Irq.Counted.Open});
  else if (P.Counted == flow::CountedUse::Enable)
    endCounted(S, Pool.event(Event::Restore, Sc.In, &O, O.Loc), Args);
  mayBlock(O, P, S, Args, Out);
}

/// The answer of a primitive that asks for the interrupt state, or for that of
/// a word.
const Expr *Simulator::test(const flow::Op &O, const Primitive &P,
                            const State &S, llvm::ArrayRef<const Expr *> Args) {
  const Expr *Asked = S.Irq.Now;
  if (P.Test) {
    const Expr *W = wordAt(S, *P.Test, Args);
    Asked = W ? Pool.stateOf(W) : Pool.opaque(id(O, 7));
    if (W)
      tell([&](Listener &L) { L.tests(O, P, W, S); });
  }
  return P.TestOff ? Pool.logicalNot(Asked) : Asked;
}

/// Saves a word, and returns it when it is the result of the call.
const Expr *Simulator::save(const flow::Op &O, const Primitive &P, State &S,
                            llvm::ArrayRef<const Expr *> Args) {
  const flow::WordFamily &Family = Pool.contract().family(P.Family);
  const Event *At = Pool.event(Event::Save, Sc.In, &O, O.Loc);
  // What a test has settled is what the word says.
  const Expr *Says = S.Irq.Now;
  if (Tri T = S.Path.truth(Pool, Says); T != Tri::Unknown)
    Says = Pool.constant(T == Tri::True);
  const bool Returned = P.Save->K == WordPlace::Return;
  const Expr *W =
      Pool.word(At, Says, P.FullRegister ? ~uint64_t(0) : Family.DefinedBits,
                P.Family, Returned && O.HasResult ? O.Ty : wordType(Pool));
  if (P.Irqs == flow::IrqsAfter::Off)
    beginSection(S, At, W);
  if (Returned)
    return W;
  if (const Cell *C = wordCell(Pool, *P.Save, Args)) {
    overwrite(S, C, W);
    extend(S, {.Save = W->Origin});
    store(S, C, W);
    S.doubt(C);
  }
  return nullptr;
}

/// \p R has been told. From here on the state is what the author meant, so that
/// one mistake gives one report.
void Simulator::restore(State &S, const Restoring &R) {
  const Primitive &P = *R.By;
  S.Irq.Pair.Disabled = nullptr;
  const Expr *Stripped = R.Word;
  const auto Mask =
      static_cast<int64_t>(Pool.contract().family(P.Family).EnableMask);
  while (Stripped->K == Expr::Cast ||
         // "word & IF", where that is all that is restored.
         (Stripped->K == Expr::Binary && Stripped->Bin == flow::BinOp::And &&
          Mask && Stripped->B->isConst() &&
          (Stripped->B->Value & Mask) == Mask))
    Stripped = Stripped->A;
  const bool IsWord = Stripped->K == Expr::Word || Stripped->HasCallerValue ||
                      Stripped->isConst();
  if (P.RestoreFull && !IsWord) {
    S.Irq.Section.forget();
    return; // popf of something that never was a saved word
  }
  const bool IsForeign = R.Match.isForeign();
  if (IsForeign && Pool.stateOf(Stripped)->isConst(0)) {
    // What was meant is to leave the section.
    endSection(S);
    S.Irq.Now = Pool.entry();
    S.Irq.By = R.At;
    extend(S, {.Changed = R.At});
    return;
  }
  const Expr *Now = Pool.stateOf(R.Word);
  restoreInside(S, R.At, Now);
  const bool IsOwn = Stripped->K == Expr::Word && S.Irq.Section.Word &&
                     Stripped->Origin == S.Irq.Section.Word->Origin;
  if (IsOwn || IsForeign || S.Path.truth(Pool, Now) != Tri::False)
    endSection(S);
  S.Irq.Now = Now;
  S.Irq.By = R.At;
  extend(S, {.Changed = R.At});
  if (Stripped->K == Expr::Word) {
    spend(S, Stripped);
    noteLeftBehind(S, Stripped);
    tell([&](Listener &L) { L.spent(Stripped); });
  } else if (Stripped->HasCallerValue && !Stripped->HasLocal &&
             !llvm::is_contained(S.Restored, Stripped)) {
    S.Restored.push_back(Stripped);
  }
}

/// \p Saves: the same primitive has saved what they were.
void Simulator::disable(const flow::Op &O, const Primitive &P, State &S,
                        bool Saves) {
  const Event *At = Pool.event(Event::Disable, Sc.In, &O, O.Loc);
  if (!Saves) {
    nestBegin(S, At);
    beginSection(S, At, nullptr);
  }
  if (S.isOn(Pool) != Tri::False ||
      (Believes.EntryTestsNameCallers && S.Irq.Now == Pool.entry())) {
    DisablePair &Pair = S.Irq.Pair;
    Pair.Disabled = Saves ? nullptr : disabledAtEntry(S, At);
    if (Pair.Disabled && Believes.PairsKeepEntry && !Pair.Began)
      Pair.Began = Pair.Disabled;
    EverBegan |= Pair.Began != nullptr;
    S.Irq.Opening.Reclosed = !Saves && closesAgain(S) ? At : nullptr;
    S.Irq.By = At;
  }
  S.Irq.Now = Pool.constant(0);
}

/// Sleeps if \p P does, or if its allocation flags allow it.
void Simulator::mayBlock(const flow::Op &O, const Primitive &P, State &S,
                         llvm::ArrayRef<const Expr *> Args,
                         std::vector<State> &Out) {
  bool Sleeps = P.Sleeps;
  const Expr *Depends = nullptr, *Permit = nullptr;
  if (auto Gfp = P.sleepArg(Args.size())) {
    const Expr *Blocks = Pool.binary(flow::BinOp::And, Args[*Gfp],
                                     Pool.constant(P.SleepMask), {});
    // Only a value that is known decides; a guess would make every allocation
    // an enable. A caller's argument is kept as a condition of the row.
    if (auto Known = S.Path.equal(Args[*Gfp]))
      Sleeps = *Known & P.SleepMask;
    else if (Tri T = S.Path.truth(Pool, Blocks); T != Tri::Unknown)
      Sleeps = T == Tri::True;
    else if (isOfCaller(Blocks))
      Depends = Blocks;
    if (!Blocks->isConst() && isOfCaller(Blocks))
      Permit = Blocks;
  }
  if (Depends) {
    // One row for each answer, so that a constant argument decides at the call.
    State Blocking = S;
    if (S.Path.assume(Pool, Depends, false) &&
        Blocking.Path.assume(Pool, Depends, true)) {
      sleep(Blocking, Pool.event(Event::Sleep, Sc.In, &O, O.Loc), Permit);
      setResult(Blocking, O, fresh(Blocking, id(O), O.Ty));
      Out.push_back(std::move(Blocking));
    }
  }
  if (Sleeps)
    sleep(S, Pool.event(Event::Sleep, Sc.In, &O, O.Loc), Permit);
}

/// A certain sleep comes back with interrupts on. Where the state at entry is
/// unknown the caller is believed to know that it may sleep.
void Simulator::sleep(State &S, const Event *At, const Expr *Permit) {
  if (S.MayBeOpen)
    return; // the word may have been restored before the sleep
  tell([&](Listener &L) { L.sleeps(At, S, S.Path); });
  if (S.Path.truth(Pool, S.Irq.Now) == Tri::False) {
    noteBreak(S, At, Pool.constant(1));
    endSection(S);
    S.Irq.Now = Pool.constant(1);
    S.Irq.By = At;
    extend(S, {.Changed = At});
  } else if (S.Irq.Now == Pool.entry() && S.Sleep.Is != Slept::Yes) {
    S.Sleep = {Slept::Yes, At, flagsKnown(Pool, S.Path), Permit};
  }
}

/// Whether a callee's sleep is one of its caller's. In a linked program only
/// within a file: beyond that whether a function sleeps depends on more than a
/// summary keeps. Nor where it depends on flags of objects that \p Caller knows
/// to be otherwise: those it works on are all of one kind.
bool Simulator::sleepCounts(const Row &R, const Facts &Caller) const {
  if (R.Sleep.Is != Slept::Yes || R.Sleep.isOfOtherKind(Pool, Caller))
    return false;
  if (!Believes.SleepsStayInFile)
    return true;
  if (!R.Sleep.At)
    return false;
  const Event *At = R.Sleep.At->innermost();
  if (!At->At || !Program.entry(*At->At))
    return false;
  const EventFunction *In = At->Fn;
  for (const Event *E = R.Sleep.At; E; E = E->Inner)
    if (!E->Fn->InHeader)
      In = E->Fn;
  return In->InHeader || In->Loc.File == F.Loc.Begin.File;
}

} // namespace pvlint::solve
