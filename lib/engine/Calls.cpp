//===- Calls.cpp - primitives and summaries at calls ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Simulator.h"
#include "engine/Memory.h"

namespace pvlint::solve {

using flow::CalleeKind;
using flow::Operand;
using flow::Primitive;

/// Whether \p V points to a record, a variable unless \p AnyBase, that nobody
/// has filled yet.
static bool isFresh(const State &S, const Expr *V, bool AnyBase = false) {
  if (V->K != Expr::Address || !(AnyBase || V->C->K == Cell::Var))
    return false;
  const Expr *Held = S.get(S.Cells, V->C->Id);
  return Held && Held->K == Expr::Uninit;
}

/// What callees get to see of a call's arguments.
static CallArguments lookAt(ExprPool &Pool, const Scene &Sc, const State &S,
                            const flow::Op &O) {
  CallArguments A;
  for (const Operand &Arg : O.Args)
    A.Values.push_back(valueOf(Pool, S, Arg));
  auto HoldsWord = [&](const Cell *Whole) {
    return anyWithin(Pool, S, Whole,
                     [](const Cell *, const Expr *V) { return V->HasWord; });
  };
  for (const Expr *V : A.Values) {
    const bool MayBeWord = Sc.Why == DemandKind::Word && V->MaybeUndefined;
    A.HasWord |=
        V->HasWord || MayBeWord || (V->K == Expr::Address && HoldsWord(V->C));
    A.HasFresh |= isFresh(S, V);
  }
  // A word in a variable of the program is given to whatever is called.
  A.HasWord |=
      S.GivesWord && State::anyWord(S.Cells, [&](const State::Slot &Slot) {
        return Slot.second->K == Expr::Word && !Slot.second->Spent &&
               isOfProgram(Pool.cell(Slot.first));
      });
  return A;
}

/// A lock that is taken or released is in an object. False when it cannot be.
static bool isObject(ExprPool &Pool, Facts &Path, const Expr *Lock) {
  if (Lock->K != Expr::Address)
    return Path.assumeObject(Pool, Lock);
  return Lock->C->K != Cell::Pointee ||
         Path.assumeObject(Pool, Lock->C->Pointer);
}

/// Whether \p Name is of a function that begins the scope of a guard, as
/// <linux/cleanup.h> makes them: class_spinlock_irq_constructor.
static bool beginsGuard(llvm::StringRef Name) {
  return Name.starts_with("class_") && Name.ends_with("_constructor");
}

/// Finds what \p O calls, and tells of the call if that is a function.
Simulator::Callee Simulator::resolve(const flow::Op &O, const State &S,
                                     const CallArguments &Args) {
  Callee To;
  To.Name = O.Callee;
  To.Kind = O.CalleeIs;
  if (To.Kind == CalleeKind::Pointer) {
    const Expr *Pointer = value(S, O.A);
    if (Pointer->K == Expr::FuncAddr) {
      To.Name = Pointer->Name;
      To.Kind = CalleeKind::Function;
    }
  }
  switch (To.Kind) {
  case CalleeKind::Function:
    To.Entry = Program.entry(To.Name); // may be known from the pointer's value
    if (!To.Entry)
      To.Entry = Program.standIn(F, To.Name);
    break;
  case CalleeKind::Member:
  case CalleeKind::Asm:
    To.Entry = Program.entry(O);
    break;
  case CalleeKind::Pointer:
    break;
  }
  const bool IsFunction = To.Kind == CalleeKind::Function;
  auto Tell = [&] {
    tell([&](Listener &L) { L.calls(O, To.Name, /*IsIndirect=*/false, S); });
  };
  if (To.Entry) {
    tell([&](Listener &L) { L.enters(O, *To.Entry, S); });
    if (!To.Entry->hasEffect()) { // whatever its body does
      To.Entry = nullptr;
      Tell();
      if (IsFunction)
        To.Body = Program.summaryForCall(
            To.Name, Args.HasWord ? DemandKind::Word : DemandKind::None);
    }
  } else if (IsFunction) {
    Tell();
    const std::string Bound =
        Program.bound(To.Name, Args.Values.size(), [&](size_t I) {
          return Args.Values[I]->K == Expr::FuncAddr ? Args.Values[I]->Name
                                                     : llvm::StringRef();
        });
    To.Body = Program.summaryForCall(
        Bound.empty() ? To.Name : llvm::StringRef(Bound),
        Args.HasWord || Sc.Is == Pass::Trace          ? DemandKind::Word
        : O.HasResult || Args.HasFresh                ? DemandKind::Value
        : Program.maySleep(To.Name) || !Bound.empty() ? DemandKind::Sleep
                                                      : DemandKind::None);
  }
  return To;
}

void Simulator::call(const flow::Op &O, State S, std::vector<State> &Out) {
  const CallArguments Given = lookAt(Pool, Sc, S, O);
  const llvm::ArrayRef<const Expr *> Args = Given.Values;
  if (Sc.Is == Pass::Trace)
    traceCall(O, S, Args);
  const Callee To = resolve(O, S, Given);
  if (const Primitive *P = To.Entry) {
    if (const flow::LockEffect *L = Pool.contract().lock(P->Name)) {
      if (Sc.Is == Pass::Locks)
        S.MayHoldLock |= L->Takes || L->Tries; // before the word is stored
      if (L->Arg < Args.size() && !isObject(Pool, S.Path, Args[L->Arg]))
        return;
    }
    if (P->IsDeclared)
      callDeclared(O, To, S, Args);
    return primitive(O, *P, std::move(S), Out);
  }
  const bool IsFunction = To.Kind == CalleeKind::Function;
  const bool Locks =
      Sc.Is == Pass::Locks && IsFunction && Program.takesLock(To.Name);
  if (Locks)
    tell([&](Listener &L) { L.takesLock(O, S, Args); });
  if (To.Body) {
    // What a guard locks is an object, or it would not come back. Its end asks
    // for null for the sake of those that only try.
    if (beginsGuard(To.Name))
      for (const Expr *A : Args)
        if (A->Ty.Pointer && S.Path.truth(Pool, A) == Tri::Unknown)
          S.Path.assumeObject(Pool, A);
    const size_t Before = Out.size();
    applySummary(O, *To.Body, S, Args, Out);
    for (State &After : llvm::drop_begin(Out, Before)) {
      if (Given.HasFresh && Believes.NeutralMayStore &&
          Program.isNeutral(To.Name))
        for (size_t I = 0; I != Args.size(); ++I)
          if (isFresh(After, Args[I], /*AnyBase=*/true))
            havoc(After, Args[I], id(O, 2 + I));
      After.MayHoldLock |= Locks;
    }
    return;
  }
  S.MayHoldLock |= Locks;
  if (To.Kind == CalleeKind::Member || To.Kind == CalleeKind::Pointer)
    if (const IndirectPlace *Place = placeOf(O, S)) {
      tell([&](Listener &L) {
        L.calls(O, Place->Name, /*IsIndirect=*/true, S);
      });
      return indirect(O, *Place, S, Args, Out);
    }
  if (To.Kind == CalleeKind::Pointer)
    Program.noteUnknownCall(Sc);
  if (IsFunction)
    forgetWritten(To.Name, id(O), S);
  unknownCall(O, std::move(S), Args, Out);
}

/// Memory of what is known to be written by \p Callee, of which nobody knows
/// what it writes: it is too big to be looked at for that alone.
void Simulator::forgetWritten(llvm::StringRef Callee, uint64_t Id, State &S) {
  llvm::SmallVector<const Cell *, 4> Written;
  for (const State::Slot &Slot : S.Cells) {
    const Cell *C = Pool.cell(Slot.first);
    const llvm::StringRef Name = nameOf(C);
    if (C->K != Cell::Var && !Slot.second->HasWord && !Name.empty() &&
        Program.writes(Callee, Name))
      Written.push_back(C);
  }
  for (const Cell *C : Written) {
    const Expr *New = Pool.opaqueLike(llvm::hash_combine(Id, 0x77, C->Id),
                                      S.get(S.Cells, C->Id));
    State::set(S.Cells, C->Id, New);
    forget(S, New);
  }
}

/// A declared function does what its declaration says; what its body leaves to
/// callers is theirs all the same.
void Simulator::callDeclared(const flow::Op &O, const Callee &To,
                             const State &S,
                             llvm::ArrayRef<const Expr *> Args) {
  tell([&](Listener &L) { L.calls(O, To.Name, /*IsIndirect=*/false, S); });
  const Summary *Body = Program.summaryForCall(To.Name, DemandKind::None);
  if (!Body)
    return;
  Substitution Subst = substitution(O, S, Args, S.Irq.Now);
  tell([&](Listener &L) { L.calledDeclared(O, *To.Entry, *Body, S, Subst); });
}

/// The place that holds what an indirect call goes to, when the program has
/// functions there.
const IndirectPlace *Simulator::placeOf(const flow::Op &O, const State &S) {
  ProgramView *View = Program.view();
  if (!View)
    return nullptr;
  if (O.CalleeIs == CalleeKind::Member)
    return View->place(O.Callee);
  const Expr *Pointer = value(S, O.A);
  if (Pointer->K == Expr::Init && Pointer->C->K == Cell::Global &&
      (Pointer->C->Path.empty() || Pointer->C->Path == "[]"))
    return View->place("variable " + Pointer->C->Name);
  if (Pointer->K == Expr::Param)
    return View->place(
        (F.Key + "(arg" + llvm::Twine(Pointer->Value) + ")").str());
  const llvm::StringRef Field = Program.loadedFrom(Pointer);
  return Field.empty() ? nullptr : View->place(Field);
}

/// One of the functions at \p Place is called; calls through one record go to
/// the same object's functions, so that a lock and its unlock stay a pair.
void Simulator::indirect(const flow::Op &O, const IndirectPlace &Place,
                         const State &S, llvm::ArrayRef<const Expr *> Args,
                         std::vector<State> &Out) {
  // Stands for all tables that are not known.
  static constexpr int64_t UnknownObject = -1;
  const Expr *Which = objectOf(Pool, Place.Name);
  auto Choose = [&](State &New, llvm::ArrayRef<int64_t> Objects) {
    if (Objects.empty()) // in no table that is known, so in no chosen one
      return !New.Path.about(Pool, Which).values().has_value();
    return New.Path.add(
        Pool, Which, Fact::oneOf(Fact::Values(Objects.begin(), Objects.end())));
  };
  auto Fill = [&](State &New, llvm::ArrayRef<int64_t> Ways) {
    return Place.Group.empty() || Ways.empty() ||
           New.Path.add(Pool, wayOf(Pool, Place.Group),
                        Fact::oneOf(Fact::Values(Ways.begin(), Ways.end())));
  };
  auto Reaches = [&](const IndirectTarget &T, DemandKind Why) {
    const Summary *Callee = Program.summaryForCall(T.Key, Why);
    if (!Callee)
      return false;
    State New = S;
    if (Choose(New, T.Objects) && Fill(New, T.Ways)) {
      CallBy = T.By;
      applySummary(O, *Callee, New, Args, Out);
      CallBy = Reach::Named;
    }
    return true;
  };
  for (const IndirectTarget &T : Place.Acting)
    Reaches(T, DemandKind::None);
  bool SomeUnknown = Place.HasNeutral;
  if (O.HasResult && !Place.Answering.empty()) {
    SomeUnknown = false;
    for (const IndirectTarget &T : Place.Answering)
      SomeUnknown |= !Reaches(T, DemandKind::Value);
  }
  // One of them sleeps, where interrupts are off: that is told as an enable.
  if (S.isOn(Pool) == Tri::False && !S.MayBeOpen)
    for (const auto &[T, File] : Place.Sleeping) {
      const Summary *Callee =
          sleepsFor(File, F.Loc.Begin.File)
              ? Program.summaryForCall(T.Key, DemandKind::Sleep)
              : nullptr;
      if (Callee && llvm::any_of(Callee->Rows, [&](const Row &R) {
            return sleepCounts(R, S.Path);
          }))
        Reaches(T, DemandKind::Sleep);
    }
  if (SomeUnknown || Out.empty()) {
    State New = S;
    const bool CanBe =
        Place.HasUnknownOnly
            ? New.Path.add(Pool, Which, Fact::equal(UnknownObject))
            : Choose(New, Place.NeutralObjects) && Fill(New, Place.NeutralWays);
    if (CanBe || Out.empty())
      unknownCall(O, std::move(New), Args, Out);
  }
  // Which of them it is decides whether the section ends.
  if (S.Irq.Section &&
      llvm::any_of(Out, [](const State &Then) { return !Then.Irq.Section; }))
    for (State &Then : Out)
      Then.Irq.Section.forget();
  if (llvm::any_of(Out, [&](const State &Then) {
        return !Then.Irq.Counted.sameEffect(Out.front().Irq.Counted);
      }))
    for (State &Then : Out)
      loseCount(Then);
}

/// Nothing is known of the callee: neutral by policy.
void Simulator::unknownCall(const flow::Op &O, State S,
                            llvm::ArrayRef<const Expr *> Args,
                            std::vector<State> &Out) {
  if (Sc.Is == Pass::Trace && O.CalleeIs != CalleeKind::Asm)
    traceUnknown(O, S, Args);
  // Interrupts and memory stay as they are, but
  // for local variables whose address it was given.
  for (size_t I = 0; I != Args.size(); ++I) {
    const Reading R{ReadKind::Call, Args[I], O.Loc, &O, &O.Args[I]};
    tell([&](Listener &L) { L.reads(R, S); });
    handOut(S, Args[I]);
    havoc(S, Args[I], id(O, 2 + I));
  }
  setResult(S, O, fresh(S, id(O), O.Ty));
  Out.push_back(std::move(S));
}

/// An unknown function is given \p Arg: words in it or behind it may be
/// restored there, so overwriting them later loses nothing for certain.
void Simulator::handOut(State &S, const Expr *Arg) {
  llvm::SmallVector<const Expr *, 2> Words;
  if (Arg->K == Expr::Word)
    Words.push_back(Arg);
  auto Add = [&](const Cell *, const Expr *V) {
    if (V->K == Expr::Word)
      Words.push_back(V);
    return false;
  };
  (void)anyOf(Pool, S, Pool.cellsBehind(Arg), Add);
  if (Arg->K == Expr::Address)
    (void)anyWithin(Pool, S, Arg->C, Add);
  for (const Expr *W : Words) {
    spend(S, W);
    S.MayBeOpen = true;
  }
}

Substitution Simulator::substitution(const flow::Op &O, const State &S,
                                     llvm::ArrayRef<const Expr *> Args,
                                     const Expr *IrqAtEntry) const {
  return Substitution(Sc, S, O, id(O), Args, IrqAtEntry, CallBy);
}

void Simulator::applySummary(const flow::Op &O, const Summary &Callee,
                             const State &Before,
                             llvm::ArrayRef<const Expr *> Args,
                             std::vector<State> &Out) {
  const std::optional<State> Anew = lookAgain(O, Callee, Before, Args);
  const State &S = Anew ? *Anew : Before;
  // With interrupts off, a sleep that is not believed gives nobody the time.
  const bool IsOff = S.isOn(Pool) == Tri::False;
  if (llvm::any_of(Callee.Rows, [&](const Row &R) {
        return R.Irq != Pool.entry() || R.Paired ||
               (IsOff ? sleepCounts(R, S.Path) : R.Sleep.Is == Slept::Yes);
      }))
    letOthersWrite(S, llvm::any_of(Callee.Rows, [&](const Row &R) {
                     return R.Irq != Pool.entry() ? !R.Irq->isConst(0)
                                                  : !R.Paired;
                   }));
  const size_t Old = Out.size();
  llvm::SmallVector<const Row *, 4> Taken; // by the states behind Old
  for (const Row &R : Callee.Rows) {
    State New = S;
    if (!applyRow(O, Callee, R, S, Args, New))
      continue;
    Out.push_back(std::move(New));
    Taken.push_back(&R);
  }
  compareSections(llvm::MutableArrayRef(Out).drop_front(Old), Taken,
                  S.Irq.Section.Begin);
  Substitution Subst = substitution(O, S, Args, S.Irq.Now);
  tell([&](Listener &L) { L.called(O, Callee, S, Subst); });
}

/// \p Callee left words behind, maybe where \p S keeps one of its own.
void Simulator::overwriteLeft(const Summary &Callee, Substitution &Subst,
                              State &S) {
  for (const LeftBehind &L : Callee.Left)
    if (const Cell *In = Subst.cell(L.In))
      if (const Expr *Word = Subst.expr(L.Word); Word->K == Expr::Word) {
        overwrite(S, In, Word);
        noteLeftBehind(In, Word);
      }
}

/// The words that a callee restored on the way to \p R are spent in the
/// caller's cells too. Returns whether it gave the caller's section up, and
/// comes back with interrupts off: in another.
bool Simulator::spendRestored(const Row &R, Substitution &Subst, State &S) {
  bool Relocks = false;
  for (const Expr *W : R.Restored) {
    const Expr *Mine = Subst.expr(W);
    if (Mine->K != Expr::Word) {
      // A word that was changed (pvops-foreign-flags) was to end its section.
      if (Mine->HasWord)
        S.Irq.Section.forget();
      else if (Mine->HasCallerValue && !llvm::is_contained(S.Restored, Mine))
        S.Restored.push_back(Mine);
      continue;
    }
    spend(S, Mine);
    noteLeftBehind(S, Mine);
    // Whatever happened then is not this section.
    if (S.Irq.Section.Word && S.Irq.Section.Word->Origin == Mine->Origin) {
      endSection(S);
      Relocks = R.Irq->isConst(0);
      if (Relocks)
        S.Irq.Now = Pool.stateOf(Mine); // until the lock is taken again
    }
  }
  return Relocks;
}

/// The word of the section that a callee leaves open; null when none is known.
static const Expr *sectionWord(const Row &R, llvm::ArrayRef<Row::Write> Writes,
                               Substitution &Subst) {
  if (R.SectionWord)
    return Subst.expr(R.SectionWord);
  for (const Row::Write &W : Writes)
    if (W.Value->K == Expr::Word && !W.Value->Spent)
      return W.Value;
  return nullptr;
}

/// \p New, which is as \p S, becomes what is behind the call when the callee
/// returns by \p R. False when it cannot, from here.
bool Simulator::applyRow(const flow::Op &O, const Summary &Callee, const Row &R,
                         const State &S, llvm::ArrayRef<const Expr *> Args,
                         State &New) {
  const bool CallerOff = S.isOn(Pool) == Tri::False;
  const bool Wakes =
      CallerOff && !S.MayBeOpen && (sleepCounts(R, S.Path) || R.Paired);
  Substitution Subst =
      substitution(O, S, Args, Wakes ? Pool.constant(1) : S.Irq.Now);
  // Its conditions are about the state before it woke the caller.
  Substitution AtEntry = substitution(O, S, Args, S.Irq.Now);
  const Expr *Result = R.Return ? Subst.expr(R.Return) : nullptr;
  const Expr *Irq = Subst.expr(R.Irq);
  // A number in place of a word is reported; meant was a word.
  if (R.Irq->K == Expr::IfBit && Irq->isConst(0) &&
      Subst.expr(R.Irq->A)->isConst())
    Irq = Pool.entry();
  std::vector<std::pair<const Expr *, const Fact *>> When, OfResult;
  for (const auto &[E, F] : R.When) {
    // Passing it on would double the states of every caller.
    if (Believes.EntryTestsStayInside && E == Pool.entry() &&
        S.Irq.Now == Pool.entry())
      continue;
    (E->HasLocal ? OfResult : When)
        .emplace_back((E->HasEntry ? AtEntry : Subst).expr(E), &F);
  }
  std::vector<Row::Write> Writes;
  for (const Row::Write &W : R.Writes)
    if (const Cell *To = Subst.cell(W.To))
      Writes.push_back({To, Subst.expr(W.Value), W.Is});

  for (const auto &[E, F] : When)
    if (!New.Path.add(Pool, E, *F))
      return false;
  if (Live.HasLoop)
    for (const Expr *Opaque : Subst.Created)
      forget(New, Opaque);
  // Of the object that is returned, which is new.
  for (const auto &[E, F] : OfResult)
    if (!New.Path.add(Pool, E, *F))
      return false;
  if (Result && R.ReturnIs != Fact() && !New.Path.add(Pool, Result, R.ReturnIs))
    return false;
  overwriteLeft(Callee, Subst, New);
  const bool Relocks = spendRestored(R, Subst, New);
  if (S.Irq.Section && R.Irq == Pool.entry() && mayClose(Callee, R))
    New.Irq.Section.forget();
  if (mayEndCounted(Callee, R))
    loseCount(New);
  const Event *Changed = R.IrqEvent ? Subst.event(R.IrqEvent) : nullptr;
  if (R.Irq != Pool.entry() && (!R.Counted.isUsed() || R.SectionWord)) {
    if (R.Irq->isConst(1) && Changed &&
        Changed->innermost()->K == Event::Enable)
      nestEnd(New, Changed, /*IsPair=*/!R.EnabledCaller);
    else if (R.Irq->isConst(0) && R.InSection && Changed && !R.SectionWord)
      nestBegin(New, Changed);
    if (R.Irq->isConst(0) && (R.InSection || Relocks) && Changed) {
      beginSection(New, Changed, sectionWord(R, Writes, Subst));
      New.Irq.Section.WordIsOut |=
          New.Irq.Section.Begin == Changed && R.WordIsOut;
    } else if (R.Irq->isConst(1) && R.EnabledCaller) {
      enable(New, Subst.event(R.EnabledCaller));
    } else if (New.Path.truth(Pool, Irq) != Tri::False) {
      endSection(New);
    } else if (!CallerOff) {
      New.Irq.Section.forget();
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
      overwrite(New, C, V);
    store(New, C, V);
    New.doubt(C);
  }
  applyIrqs(R, S, Args, Subst, Irq, Changed, Wakes, New);
  // It saved and restored by itself: whoever restores that word again does so
  // behind that restore.
  if (R.Irq == Pool.entry() && Changed &&
      llvm::any_of(Writes, [&](const Row::Write &W) {
        return W.Value->K == Expr::Word && W.Value->Spent &&
               Pool.stateOf(W.Value) == New.Irq.Now;
      }))
    New.Irq.By = Changed;
  setResult(New, O, Result ? Result : fresh(New, id(O), O.Ty));
  return true;
}

/// The interrupt state behind a call, and where the path is in its stories.
/// \p Wakes: the caller had them off, and the callee comes back with them on.
void Simulator::applyIrqs(const Row &R, const State &S,
                          llvm::ArrayRef<const Expr *> Args,
                          Substitution &Subst, const Expr *Irq,
                          const Event *Changed, bool Wakes, State &New) {
  IrqState &Then = New.Irq;
  const bool CallerOff = S.isOn(Pool) == Tri::False;
  if (R.Counted.isUsed()) {
    if (R.SectionWord) {
      Then.Now = Irq;
      Then.By = Changed;
    }
    applyCounted(R, Args, Subst, New);
    if (R.Irq->isConst(1)) {
      Then.Now = Irq;
      Then.By = Changed ? Changed : S.Irq.By;
    }
  } else if (R.Irq != Pool.entry()) {
    // It slept before it gave its caller's section up.
    if (Wakes && !R.Paired && R.Sleep.At)
      tell(
          [&](Listener &L) { L.sleeps(Subst.event(R.Sleep.At), S, New.Path); });
    if (Changed && R.Irq->isConst())
      noteBreak(S, Changed, Irq);
    else if (Changed)
      restoreInside(New, Changed, Irq);
    Then.Now = Irq;
    Then.By = Changed ? Changed : S.Irq.By;
    if (R.Irq->isConst(1) && R.IrqEvent &&
        R.IrqEvent->innermost()->K == Event::Enable)
      tell([&](Listener &L) { L.enables(Then.By, S); });
    if (R.Irq->isConst(1)) {
      Then.Pair.Closed =
          S.Irq.Pair.Disabled && Believes.PairsKeepEntry ? Then.By : nullptr;
      Then.Opening.Opened = opensCaller(S) ? Then.By : nullptr;
    }
    Then.Opening.Reclosed =
        R.Irq->isConst(0) && R.IrqEvent && closesAgain(S) ? Then.By
        : R.Irq->isConst(0) && CallerOff && S.Irq.By == S.Irq.Opening.Reclosed
            ? Then.By
            : nullptr;
    Then.Pair.Disabled = nullptr;
    if (R.Disabled)
      Then.Pair.Disabled = disabledAtEntry(S, Subst.event(R.Disabled));
    else if (R.Irq->isConst(0) && CallerOff)
      Then.Pair.Disabled = S.Irq.Pair.Disabled;
    if (R.Irq->isConst(0) && S.Irq.Now == Pool.entry() &&
        Believes.PairsKeepEntry && !Then.Pair.Began)
      Then.Pair.Began = Then.By;
    EverBegan |= Then.Pair.Began != nullptr;
  } else if (Wakes) {
    Then.Now = Pool.constant(1);
    Then.By = R.Paired     ? Subst.event(R.Paired)
              : R.Sleep.At ? Subst.event(R.Sleep.At)
                           : S.Irq.By;
    noteBreak(S, Then.By, Then.Now);
    if (!R.Paired && R.Sleep.At)
      tell([&](Listener &L) { L.sleeps(Then.By, S, New.Path); });
    Then.Pair.Disabled = nullptr;
  } else if (R.Paired && S.Irq.Now == Pool.entry()) {
    Then.Pair.Closed = Subst.event(R.Paired);
  } else if (R.Sleep.Is == Slept::Yes && S.Sleep.Is != Slept::Yes &&
             S.Irq.Now == Pool.entry() &&
             // Who asks before it sleeps does so with interrupts on alone.
             R.When.truth(Pool, Pool.entry()) != Tri::True) {
    New.Sleep = R.Sleep;
    if (const Expr *Permit = R.Sleep.Permit) {
      Permit = Subst.expr(Permit);
      New.Sleep.Permit =
          !Permit->isConst() && isOfCaller(Permit) ? Permit : nullptr;
    }
    if (R.Sleep.At) {
      New.Sleep.At = Subst.event(R.Sleep.At);
      // A sleep of a header's function, kzalloc(), is one of who calls it.
      if (const Event *Inner = New.Sleep.At->Inner;
          Inner && Inner->isInHeaders())
        tell([&](Listener &L) { L.sleeps(New.Sleep.At, S, New.Path); });
    }
  }
  if (Then.By && Then.By != S.Irq.By)
    extend(New, {.Changed = Then.By});
}

} // namespace pvlint::solve
