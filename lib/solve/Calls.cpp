//===- Calls.cpp - primitives and summaries at calls ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "solve/FunctionSolver.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

using flow::CalleeKind;
using flow::Operand;
using flow::Primitive;
using flow::When;
using flow::WordPlace;

void FunctionSolver::call(const flow::Op &O, State S, std::vector<State> &Out) {
  const Primitive *P = nullptr;
  const Summary *Callee = nullptr;
  llvm::SmallVector<const Expr *, 6> Args;
  for (const Operand &A : O.Args)
    Args.push_back(value(S, A));
  bool GivenWord = llvm::any_of(Args, [&](const Expr *A) {
    if (A->HasWord || (ExpectWords && A->MaybeUndefined))
      return true;
    if (A->K != Expr::Address)
      return false;
    return llvm::any_of(S.Cells, [&](const State::Slot &Slot) {
      const Cell *C = Pool.cell(Slot.first);
      return Slot.second->HasWord && C->K == A->C->K && C->Var_ == A->C->Var_ &&
             C->Pointer == A->C->Pointer && C->Name == A->C->Name &&
             llvm::StringRef(C->Path).starts_with(A->C->Path);
    });
  });

  // What a callee in sight leaves of a record nobody has filled yet.
  const bool GivenFresh = llvm::any_of(Args, [&](const Expr *A) {
    const Expr *V = A->K == Expr::Address && A->C->K == Cell::Var
                        ? S.get(S.Cells, A->C->Id)
                        : nullptr;
    return V && V->K == Expr::Uninit;
  });

  llvm::StringRef Name = O.Callee;
  CalleeKind Kind = O.CalleeIs;
  if (Kind == CalleeKind::Pointer) {
    const Expr *Pointer = value(S, O.A);
    if (Pointer->K == Expr::FuncAddr) {
      Name = Pointer->Name;
      Kind = CalleeKind::Function;
    }
  }
  if (Tracing && Kind == CalleeKind::Function)
    traceCall(O, Name, S, Args);
  switch (Kind) {
  case CalleeKind::Function:
    P = Parent.entry(Name); // may be known from the pointer's value
    if (!P && &F == Parent.Examined)
      P = Parent.StandIns.lookup(Name);
    if (!P)
      recordCall(O, Name, /*IsIndirect=*/false, S);
    if (!P)
      Callee = Parent.summaryForCall(
          Name, GivenWord || Tracing        ? DemandKind::Word
                : O.HasResult || GivenFresh ? DemandKind::Value
                : Parent.Hooks.MaySleep && Parent.Hooks.MaySleep(Name)
                    ? DemandKind::Sleep
                    : DemandKind::None);
    break;
  case CalleeKind::Member:
  case CalleeKind::Asm:
    P = Parent.entry(O);
    break;
  case CalleeKind::Pointer:
    break;
  }
  if (P) {
    judgeRequirement(S, *P, Pool.event(Event::Call, &F, &O, O.Loc));
    if (!P->hasEffect()) { // whatever its body does
      P = nullptr;
      recordCall(O, Name, /*IsIndirect=*/false, S);
      if (Kind == CalleeKind::Function)
        Callee = Parent.summaryForCall(Name, GivenWord ? DemandKind::Word
                                                       : DemandKind::None);
    }
  }
  if (P && Parent.FollowingLocks)
    if (const flow::LockEffect *L = Pool.contract().lock(P->Name))
      S.MayHoldLock |= L->Takes || L->Tries; // before the word is stored
  if (P && P->IsDeclared)
    judgeBody(O, Name, *P, S, Args);
  if (P)
    return primitive(O, *P, std::move(S), Out);
  const size_t Before = Out.size();
  const bool Locks = Parent.FollowingLocks && Kind == CalleeKind::Function &&
                     Parent.takesLock(Name);
  if (Locks)
    noteLock(O, S, Args);
  if (Callee) {
    applySummary(O, *Callee, S, Args, Out);
    // Flow files have not all that a neutral function stores.
    if (GivenFresh && Parent.isWholeProgram() && Parent.isNeutral(Name))
      for (State &After : llvm::drop_begin(Out, Before))
        for (size_t I = 0; I != Args.size(); ++I)
          if (const Expr *V = Args[I]->K == Expr::Address
                                  ? After.get(After.Cells, Args[I]->C->Id)
                                  : nullptr;
              V && V->K == Expr::Uninit)
            havoc(After, Args[I], id(O, 2 + I));
    for (State &After : llvm::drop_begin(Out, Before))
      After.MayHoldLock |= Locks;
    return;
  }
  S.MayHoldLock |= Locks;
  if (Kind == CalleeKind::Member || Kind == CalleeKind::Pointer)
    if (const IndirectPlace *Place = placeOf(O, S)) {
      recordCall(O, Place->Name, /*IsIndirect=*/true, S);
      return indirect(O, *Place, S, Args, Out);
    }
  if (Kind == CalleeKind::Pointer && Report && !Parent.FollowingLocks)
    ++Parent.Seen.Count.UnknownIndirectCalls;
  unknownCall(O, std::move(S), Args, Out);
}

/// The place that holds what an indirect call goes to, when the program has
/// functions there.
const IndirectPlace *FunctionSolver::placeOf(const flow::Op &O,
                                             const State &S) {
  if (!Parent.isWholeProgram())
    return nullptr;
  if (O.CalleeIs == CalleeKind::Member)
    return Parent.Hooks.Place(O.Callee);
  const Expr *Pointer = value(S, O.A);
  if (Pointer->K == Expr::Init && Pointer->C->K == Cell::Global &&
      Pointer->C->Path.empty())
    return Parent.Hooks.Place("variable " + Pointer->C->Name);
  if (Pointer->K == Expr::Param)
    return Parent.Hooks.Place(
        (F.Key + "(arg" + llvm::Twine(Pointer->Value) + ")").str());
  auto Known = Parent.LoadedFrom.find(Pointer);
  if (Known != Parent.LoadedFrom.end())
    return Parent.Hooks.Place(Known->second);
  return nullptr;
}

/// Which table of functions calls through \p Place go to: one for all places of
/// a record, in one function's run.
const Expr *FunctionSolver::objectOf(llvm::StringRef Place) {
  return Pool.stable(("object of " + Place.rsplit('.').first).str(), {},
                     {64, true, false});
}

/// One of the functions at \p Place is called; calls through one record go to
/// the same object's functions, so that a lock and its unlock stay a pair.
void FunctionSolver::indirect(const flow::Op &O, const IndirectPlace &Place,
                              const State &S, llvm::ArrayRef<const Expr *> Args,
                              std::vector<State> &Out) {
  const Expr *Which = objectOf(Place.Name);
  auto Choose = [&](State &New, llvm::ArrayRef<int64_t> Objects) {
    if (Objects.empty()) // in no table that is known, so in no chosen one
      return !New.Path.about(Pool, Which).values().has_value();
    Fact::Values V(Objects.begin(), Objects.end());
    return New.Path.add(Pool, Which,
                        V.size() == 1 ? Fact::equal(V.front())
                                      : Fact::oneOf(std::move(V)));
  };
  for (const IndirectTarget &T : Place.Acting) {
    const Summary *Callee = Parent.summaryForCall(T.Key, DemandKind::None);
    if (!Callee)
      continue;
    State New = S;
    if (!Choose(New, T.Objects))
      continue;
    CallBy = T.By;
    applySummary(O, *Callee, New, Args, Out);
    CallBy = Reach::Named;
  }
  if (Place.HasNeutral || Out.empty()) {
    State New = S;
    if (Choose(New, Place.NeutralObjects) || Out.empty())
      unknownCall(O, std::move(New), Args, Out);
  }
  // Which of them it is decides whether the section ends.
  if (S.Section &&
      llvm::any_of(Out, [](const State &Then) { return !Then.Section; }))
    for (State &Then : Out)
      dropSection(Then);
}

void FunctionSolver::recordCall(const flow::Op &O, llvm::StringRef Callee,
                                bool IsIndirect, const State &S) {
  if (!Parent.RecordingCalls)
    return;
  CallRecord R;
  R.Callee = Callee;
  R.Indirect = IsIndirect;
  R.At = &O;
  const Tri Now = S.Path.truth(Pool, S.Irq);
  // A test of the state at entry says nothing of how callers enter.
  const bool Tested = S.Irq == Pool.entry() && Now == Tri::False;
  R.States = Tested                  ? CallRecord::Entry
             : Now == Tri::False     ? CallRecord::Off
             : Now == Tri::True      ? CallRecord::On
             : S.Irq == Pool.entry() ? CallRecord::Entry
                                     : CallRecord::Unknown;
  if (R.States == CallRecord::Off) {
    R.OffEvent = S.IrqEvent;
    if (IsIndirect)
      if (auto Objects = S.Path.about(Pool, objectOf(Callee)).values())
        R.OffObjects.assign(Objects->begin(), Objects->end());
    R.OffAnyObject = R.OffObjects.empty();
  }
  Parent.Hooks.Call(F, R);
}

/// Nothing is known of the callee: neutral by policy.
void FunctionSolver::unknownCall(const flow::Op &O, State S,
                                 llvm::ArrayRef<const Expr *> Args,
                                 std::vector<State> &Out) {
  if (Tracing && O.CalleeIs != CalleeKind::Asm)
    traceUnknown(O, S, Args);
  // Interrupts and memory stay as they are, but
  // for local variables whose address it was given.
  for (size_t I = 0; I != Args.size(); ++I) {
    if (Args[I]->Undefined && Args[I]->K != Expr::Word)
      judgeRead(S, Args[I], ReadKind::Call, O.Loc, &O, &O.Args[I]);
    judgeIfRead(Args[I], Pool.event(Event::Read, &F, &O, O.Loc));
    handOut(S, Args[I]);
    havoc(S, Args[I], id(O, 2 + I));
  }
  setResult(S, O, fresh(S, id(O), O.Ty));
  Out.push_back(std::move(S));
}

/// An unknown function is given \p Arg: words in it or behind it may be
/// restored there, so overwriting them later loses nothing for certain.
void FunctionSolver::handOut(State &S, const Expr *Arg) {
  llvm::SmallVector<const Expr *, 2> Words;
  if (Arg->K == Expr::Word)
    Words.push_back(Arg);
  for (const State::Slot &Slot : S.Cells) {
    const Cell *C = Pool.cell(Slot.first);
    if (Slot.second->K != Expr::Word)
      continue;
    bool Behind = C->K == Cell::Pointee && C->Pointer == Arg;
    if (Arg->K == Expr::Address)
      Behind |= C->K == Arg->C->K && C->Var_ == Arg->C->Var_ &&
                C->Pointer == Arg->C->Pointer && C->Name == Arg->C->Name &&
                llvm::StringRef(C->Path).starts_with(Arg->C->Path);
    if (Behind)
      Words.push_back(Slot.second);
  }
  for (const Expr *W : Words) {
    spend(S, W);
    S.MayBeOpen = true;
  }
}

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

void FunctionSolver::applySummary(const flow::Op &O, const Summary &Callee,
                                  const State &S,
                                  llvm::ArrayRef<const Expr *> Args,
                                  std::vector<State> &Out) {
  const bool CallerOff = S.Path.truth(Pool, S.Irq) == Tri::False;
  const size_t Before = Out.size();
  llvm::SmallVector<const Row *, 4> Taken; // by the states behind Before
  for (const Row &R : Callee.Rows) {
    const bool Wakes =
        CallerOff && !S.MayBeOpen && (sleepCounts(R) || R.Paired);
    Substitution Subst(*this, S, O, Args, Wakes ? Pool.constant(1) : S.Irq);
    const Expr *Result = R.Return ? Subst.expr(R.Return) : nullptr;
    const Expr *Irq = Subst.expr(R.Irq);
    // A number in place of a word is reported; meant was a word.
    if (R.Irq->K == Expr::IfBit && Irq->isConst(0) &&
        Subst.expr(R.Irq->A)->isConst())
      Irq = Pool.entry();
    std::vector<std::pair<const Expr *, const Fact *>> When;
    for (const auto &[E, F] : R.When) {
      // What a callee found out about the state at entry is told by its rows;
      // passing it on would double the states of every caller.
      if (Parent.isWholeProgram() && E == Pool.entry() && S.Irq == Pool.entry())
        continue;
      When.emplace_back(Subst.expr(E), &F);
    }
    std::vector<Row::Write> Writes;
    for (const Row::Write &W : R.Writes)
      if (const Cell *To = Subst.cell(W.To))
        Writes.push_back({To, Subst.expr(W.Value), W.Is});

    State New = S;
    bool Feasible = true;
    for (const auto &[E, F] : When)
      if (!New.Path.add(Pool, E, *F)) {
        Feasible = false;
        break;
      }
    if (Feasible && Live.HasLoop)
      for (const Expr *Opaque : Subst.Created)
        forget(New, Opaque);
    if (Result && Feasible && R.ReturnIs != Fact())
      Feasible = New.Path.add(Pool, Result, R.ReturnIs);
    if (!Feasible)
      continue;
    // Words that the callee restored are spent in the caller's cells too.
    for (const Expr *W : R.Restored) {
      const Expr *Mine = Subst.expr(W);
      if (Mine->K != Expr::Word) {
        // A word that was changed (pvops-foreign-flags) was to end its section.
        if (Mine->HasWord)
          dropSection(New);
        continue;
      }
      spend(New, Mine);
      // Whatever happened then is not this section.
      if (New.SectionWord && New.SectionWord->Origin == Mine->Origin)
        endSection(New);
    }
    if (S.Section && R.Irq == Pool.entry() && mayClose(Callee, R))
      dropSection(New);
    const Event *Changed = R.IrqEvent ? Subst.event(R.IrqEvent) : nullptr;
    if (R.Irq != Pool.entry()) {
      if (R.Irq->isConst(0) && R.InSection && Changed) {
        beginSection(New, Changed,
                     R.SectionWord ? Subst.expr(R.SectionWord) : nullptr);
        New.WordIsOut |= New.Section == Changed && R.WordIsOut;
      } else if (R.Irq->isConst(1) && R.EnabledCaller) {
        enable(New, Subst.event(R.EnabledCaller));
      } else if (New.Path.truth(Pool, Irq) != Tri::False) {
        endSection(New);
      } else if (!CallerOff) {
        dropSection(New);
      }
    } else if (Wakes) {
      endSection(New);
    }
    for (const auto &[C, V, Is] : Writes) {
      if (!Is.isNothing())
        (void)New.Path.add(Pool, V, Is);
      if (V->K == Expr::Word && !V->Spent)
        extend(New, {.Save = V->Origin});
      if (V->K == Expr::Word)
        checkClobber(New, C, V, &O);
      store(New, C, V, &O);
    }
    if (R.Irq != Pool.entry()) {
      New.Irq = Irq;
      New.IrqEvent = Changed ? Changed : S.IrqEvent;
      if (R.Irq->isConst(1) && R.IrqEvent &&
          R.IrqEvent->innermost()->K == Event::Enable)
        closePair(S, New.IrqEvent);
      if (R.Irq->isConst(1)) {
        New.Paired =
            S.Disabled && Parent.isWholeProgram() ? New.IrqEvent : nullptr;
        New.Opened = opensCaller(S) ? New.IrqEvent : nullptr;
      }
      New.Reclosed =
          R.Irq->isConst(0) && R.IrqEvent && closesAgain(S) ? New.IrqEvent
          : R.Irq->isConst(0) && CallerOff && S.IrqEvent == S.Reclosed
              ? New.IrqEvent
              : nullptr;
      New.Disabled = nullptr;
      if (R.Disabled)
        New.Disabled = disabledAtEntry(S, Subst.event(R.Disabled));
      else if (R.Irq->isConst(0) && CallerOff)
        New.Disabled = S.Disabled;
      if (R.Irq->isConst(0) && S.Irq == Pool.entry() &&
          Parent.isWholeProgram() && !New.Began)
        New.Began = New.IrqEvent;
      EverBegan |= New.Began != nullptr;
    } else if (Wakes) {
      New.Irq = Pool.constant(1);
      New.IrqEvent = R.Paired       ? Subst.event(R.Paired)
                     : R.SleepEvent ? Subst.event(R.SleepEvent)
                                    : S.IrqEvent;
      New.Disabled = nullptr;
    } else if (R.Paired && S.Irq == Pool.entry()) {
      New.Paired = Subst.event(R.Paired);
    } else if (R.HasSlept == Slept::Yes && S.Irq == Pool.entry()) {
      New.HasSlept = Slept::Yes;
      if (R.SleepEvent)
        SleepEvent = Subst.event(R.SleepEvent);
    }
    setResult(New, O, Result ? Result : fresh(New, id(O), O.Ty));
    Out.push_back(std::move(New));
    Taken.push_back(&R);
  }
  compareSections(llvm::MutableArrayRef(Out).drop_front(Before), Taken,
                  S.Section);
  Substitution Subst(*this, S, O, Args, S.Irq);
  judgeCallee(O, Callee, S, Subst);
}

} // namespace pvlint::solve
