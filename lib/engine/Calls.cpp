//===- Calls.cpp - primitives and summaries at calls ----------------------===//
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
