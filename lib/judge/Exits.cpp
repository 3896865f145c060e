//===- Exits.cpp - ways to return with interrupts not as they were --------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts about returns with interrupts off that the function turned off itself
// (see Sections.cpp): where the word is, whether other paths close the section,
// and whether a caller could tell.
//
// Lock operations do not affect interrupts, and are sliced away. For the few
// functions that return with interrupts off, a second simulation that keeps all
// calls finds them, on one representative path to each exit.
//
// Limits: if states had to be merged, nothing is reported. The trace does not
// see a lock behind a driver's own wrapper.
//
//===----------------------------------------------------------------------===//

#include "Exits.h"
#include "engine/Memory.h"
#include "engine/Rows.h"
#include "engine/Sections.h"

namespace pvlint::solve {

void ExitCollector::endsSection(const State &S) {
  const Event *Begin = S.Irq.Section.Begin;
  Closed.insert(Begin);
  for (const Trail *T = S.Way; T && T->Save != Begin; T = T->Before)
    if (T->Lock && T->Does != Trail::Takes)
      Passed.insert(T->Lock);
}

/// Whether the open section's word is in a field of an object, and nowhere else
/// where a caller could find it.
static bool isInObjectAlone(const ExprPool &Pool, const flow::Function &F,
                            const State &S, const Row &R) {
  const Expr *Word = S.Irq.Section.Word;
  if (!Word || (R.Return && R.Return->HasWord))
    return false;
  auto IsOfObject = [&](const Cell *C) {
    return C->K == Cell::Pointee && !C->Path.empty() &&
           !(C->Pointer->K == Expr::Param &&
             F.Vars[C->Pointer->Value].Name == flow::HiddenResult);
  };
  bool InObject = false, Elsewhere = false;
  for (const State::Slot &Slot : S.Cells)
    if (const Cell *C = Pool.cell(Slot.first);
        Slot.second == Word && C->K != Cell::Var)
      (IsOfObject(C) ? InObject : Elsewhere) = true;
  return InObject && !Elsewhere;
}

void ExitCollector::returns(const Row &R, const flow::Range &At,
                            const State &S) {
  if (Exits.size() == MaxExits)
    return;
  const OffSection &Open = S.Irq.Section;
  Exit E;
  const bool IsOff = S.isOn(Pool) == Tri::False;
  // Known to have been off before: then the state is unchanged.
  const bool WasOff =
      S.Path.truth(Pool, Open.Word ? Open.Word->A : Pool.entry()) == Tri::False;
  E.HasSlept = S.Sleep.Is == Slept::Yes;
  E.OnBySleep =
      R.Irq->isConst(1) && S.Irq.By && S.Irq.By->innermost()->K == Event::Sleep;
  E.Off = IsOff && Open && !S.MayBeOpen && !WasOff;
  E.Lost = losesWord(Pool, S, R.Return);
  E.Second = lostToSecond(Pool, S, R.Return);
  E.EnabledCaller = R.Irq->isConst(1) ? S.Irq.Opening.EnabledCaller : nullptr;
  E.Is = R;
  E.At = At;
  E.Section = Open.Begin;
  E.Word = Open.Word;
  E.Holder = Open.Holder;
  for (const State::Slot &Slot : S.Cells)
    if (const Cell *To = Pool.cell(Slot.first);
        Slot.second->K == Expr::Word && isOutPointer(To))
      E.GivenTo = To->Pointer;
  E.IsInObject = isInObjectAlone(Pool, F, S, R);
  for (const State::Slot &Slot : S.Cells) {
    const Cell *To = Pool.cell(Slot.first);
    if (To->K != Cell::Pointee || To->Pointer->K != Expr::Param ||
        F.Vars[To->Pointer->Value].Name != flow::HiddenResult)
      continue;
    if (const Tri T = S.Path.truth(Pool, Slot.second); T != Tri::Unknown)
      E.Returned.emplace_back(To, T == Tri::False);
  }
  E.Way = S.Way;
  for (Exit &Old : Exits)
    if (Old.At == E.At && Old.Off == E.Off && Old.Lost == E.Lost &&
        Old.Section == E.Section && Old.Word == E.Word &&
        Old.Second == E.Second && Old.EnabledCaller == E.EnabledCaller &&
        Old.Is.Return == R.Return && Old.Is.ReturnIs == R.ReturnIs &&
        Old.Is.Irq == R.Irq) {
      Old.Is.When.intersect(R.When);
      llvm::erase_if(Old.Returned, [&](const auto &Field) {
        return !llvm::is_contained(E.Returned, Field);
      });
      return;
    }
  Exits.push_back(std::move(E));
}

void ExitJudge::returns(const Row &R, const flow::Range &At, const State &S) {
  // An annotated function is compared with its annotation instead.
  if (!Report || IsCountedBody || (Sc.Says && Sc.Says->Entry.hasEffect()))
    return;
  Here.returns(R, At, S);
  judgeDropped(R, At, S);
}

void ExitJudge::judgeDropped(const Row &R, const flow::Range &At,
                             const State &S) {
  const DroppedWord &Dropped = S.Irq.Dropped;
  if (!Dropped.Enabled || !R.Irq->isConst(1) || (R.Return && R.Return->HasWord))
    return;
  // Looked at after all: the word says that they were on.
  if (S.Path.truth(Pool, Dropped.Word->A) == Tri::True)
    return;
  // Somebody else may restore it, but not once the lock is released that it was
  // saved with.
  const flow::Forms &Forms = Pool.contract().forms();
  auto IsLock = [&](const Event *At, flow::FormKind Kind) {
    const auto Form = Forms.find(userStep(At)->spelling());
    return Form && Form->Of->HasLock && Form->Kind == Kind;
  };
  const bool IsReleased = IsLock(Dropped.Begin, flow::FormKind::IrqSave) &&
                          IsLock(Dropped.Enabled, flow::FormKind::Irq);
  if (!IsReleased && llvm::any_of(S.Cells, [&](const State::Slot &Slot) {
        return Slot.second->HasWord && Pool.cell(Slot.first)->K != Cell::Var;
      }))
    return;
  DroppedWordObservation O;
  O.Section = Dropped.Begin;
  O.Enabled = Dropped.Enabled;
  O.Return = Pool.event(Event::Return, Sc.In, nullptr, At);
  O.Condition = conditionOf(S.Path, O.Enabled, ObservationLog::Wrong::Dropped);
  Log.observe(O);
}

/// Whether the record that is returned distinguishes \p A from \p B.
static bool toldByRecord(const Exit &A, const Exit &B) {
  return llvm::any_of(A.Returned, [&](const auto &Field) {
    return llvm::is_contained(B.Returned,
                              std::pair(Field.first, !Field.second));
  });
}

/// Whether \p Y is a way to return that leaves interrupts as they were, or on.
/// That a sleep has turned them on is a mistake of its own, and meant by
/// nobody.
static bool leavesAlone(const Exit &Y) {
  return !Y.Off && !Y.Second && !Y.Is.Irq->isConst(0) && !Y.OnBySleep;
}

/// Whether all results of \p R are error codes, by the kernel's convention.
static bool isErrorCode(const Row &R) {
  static constexpr int64_t MaxErrno = 4095;
  auto Is = [](int64_t V) { return V < 0 && V >= -MaxErrno; };
  if (R.Return && R.Return->isConst())
    return Is(R.Return->Value);
  auto Values = R.ReturnIs.values();
  return Values && llvm::all_of(*Values, Is);
}

/// Whether \p R says "failed" where \p Other says "done": an error code, any
/// unknown int but 0 against 0, or null against a pointer.
static bool failsUnlike(const Row &R, const Row &Other) {
  if (!R.Return || !Other.Return)
    return false;
  if (isErrorCode(R))
    return true;
  if (Other.Return->isConst(0) && !R.Return->isConst())
    return R.Return->Ty == flow::Type{32, true, false} &&
           R.ReturnIs.excludes(0);
  return R.Return->isConst(0) && Other.Return->Ty.Pointer &&
         !Other.Return->isConst();
}

/// The same step of two simulations, which have slices of their own.
static bool sameStep(const Event *A, const Event *B) {
  if (!A || !B)
    return A == B;
  return A->Loc == B->Loc && A->spelling() == B->spelling();
}

/// Whether \p A and \p B are the address of one lock, or of a lock and of the
/// raw lock that it consists of.
static bool sameLock(const Expr *A, const Expr *B) {
  if (A == B)
    return true;
  if (A->K != Expr::Address || B->K != Expr::Address)
    return false;
  const Cell *C = A->C, *D = B->C;
  return C->K == D->K && C->Var_ == D->Var_ && C->Pointer == D->Pointer &&
         C->Name == D->Name &&
         (llvm::StringRef(C->Path).starts_with(D->Path) ||
          llvm::StringRef(D->Path).starts_with(C->Path));
}

namespace {
/// What happens on a path from a certain step on.
struct Told {
  Way Path;
  const Event *Unlock = nullptr;
  bool UnlocksOwn = false, HoldsLock = false, MayBeClosed = false;
};
} // namespace

/// Reads the path of \p F to \p Last from where \p Begin happened, with or
/// without a lock. Calls that paths which close the section have \p Passed,
/// too, are not to blame, unless it is a callback whose result distinguishes
/// the paths.
static Told tell(const flow::Function &F, const Trail *Last, const Event *Begin,
                 const llvm::DenseSet<const Event *> &Passed) {
  std::vector<const Trail *> Steps;
  const Trail *T = Last;
  for (; T && !(T->Save && sameStep(T->Save, Begin)); T = T->Before)
    Steps.push_back(T);
  Told R;
  // The lock operation that the section began with is the step before.
  if (T && T->Before && T->Before->Lock && sameStep(T->Before->Lock, Begin))
    Steps.push_back(T->Before);
  std::vector<const Trail *> Held;
  std::vector<const Event *> Callbacks;
  const Expr *Own = nullptr;
  for (const Trail *S : llvm::reverse(Steps)) {
    if (S->Branch.Begin.isValid()) {
      R.Path.push_back(branchOf(F, *S));
      R.MayBeClosed |= llvm::any_of(Callbacks, [&](const Event *Call) {
        return asksFor(F, S->Branch, *Call->At);
      });
    }
    if (!S->Lock || S->Does == Trail::Tries)
      continue;
    if (S->Does == Trail::MayRelease) {
      R.MayBeClosed |= !Passed.contains(S->Lock);
      if (S->Lock->At->CalleeIs != flow::CalleeKind::Function)
        Callbacks.push_back(S->Lock);
    } else if (S->Does == Trail::Takes) {
      if (sameStep(S->Lock, Begin))
        Own = S->LockAt;
      Held.push_back(S);
    } else {
      R.Unlock = S->Lock;
      R.UnlocksOwn =
          Own && sameLock(Own, S->LockAt) && !Passed.contains(S->Lock);
      llvm::erase_if(
          Held, [&](const Trail *H) { return sameLock(H->LockAt, S->LockAt); });
    }
  }
  R.HoldsLock = !Held.empty();
  return R;
}

void ExitJudge::settled(bool Merged) {
  if (!Report || Merged || B.Owed.overflowed())
    return;
  std::vector<Exit> &Exits = Here.Exits;
  // Is there anything to report, and is it worth the trace?
  bool Odd = false;
  const bool Releases = Sc.Program.namesLock(F, /*Takes=*/false);
  const bool Takes = Sc.Program.namesLock(F, /*Takes=*/true);
  const bool Unequal = llvm::any_of(Exits, leavesAlone);
  for (const Exit &E : Exits)
    Odd |=
        E.Lost || E.Second ||
        (E.Off && (Releases || (Unequal && Here.Closed.contains(E.Section)))) ||
        (E.EnabledCaller && Takes);
  if (!Odd)
    return;
  ExitCollector Traced(Pool, F);
  if (!Sc.Program.trace(F, Traced))
    Traced.Exits.clear();
  auto ByPlace = [](const Exit &A, const Exit &B) {
    return A.At.Begin < B.At.Begin;
  };
  llvm::stable_sort(Exits, ByPlace);
  for (const Exit &E : Exits)
    judge(E, Traced);
}

/// Whether the caller of \p E has passed null instead of an address for the
/// word: it knows the previous state.
static bool wantsNoWord(const Exit &E, llvm::ArrayRef<Exit> Exits) {
  return E.Lost && llvm::any_of(Exits, [&](const Exit &Other) {
           return Other.GivenTo && E.Is.When.equal(Other.GivenTo) == 0;
         });
}

void ExitJudge::judge(const Exit &E, const ExitCollector &Traced) {
  const Trail *Way = E.Way;
  for (const Exit &T : Traced.Exits)
    if (T.At == E.At && T.Off == E.Off && sameStep(T.Section, E.Section) &&
        sameStep(T.EnabledCaller, E.EnabledCaller)) {
      Way = T.Way;
      break;
    }
  if (E.EnabledCaller) {
    judgeEnable(E, Way);
    return;
  }
  if (!E.Off && !E.Second)
    return;
  ExitObservation O;
  bool KeptForCaller = false;
  O.At = Pool.event(Event::Return, Sc.In, nullptr, E.At);
  O.WantsNoWord = wantsNoWord(E, Here.Exits);
  if (E.Second) {
    O.K = ExitObservation::SavedTwice;
    O.Section = E.Second->First;
    O.Second = E.Second->Second;
    O.Variable = E.Second->Variable;
  } else {
    O.K = E.Lost   ? ExitObservation::WordLost
          : E.Word ? ExitObservation::WordKept
                   : ExitObservation::NoWord;
    O.Section = E.Section;
    // After a sleep they are on.
    O.SavedOn = E.Word && (E.Word->A->isConst(1) || E.HasSlept);
    // Through a pointer to a word, or in a record that is returned, it goes to
    // the caller; only an object's field is this function's own to restore.
    KeptForCaller = O.K == ExitObservation::WordKept && !E.IsInObject &&
                    (!E.Holder || E.Holder->K == Cell::Var ||
                     (E.Holder->K == Cell::Pointee && E.Holder->Path.empty()));
    if (E.Holder && E.Holder->K == Cell::Var)
      O.Variable = F.Vars[E.Holder->Var_].Name + E.Holder->Path;
  }
  Told T = tell(F, Way, O.Section, Traced.Passed);
  O.Path = std::move(T.Path);
  O.Unlock = T.Unlock;
  O.UnlocksOwn = T.UnlocksOwn;
  O.HoldsLock = T.HoldsLock;
  O.MayBeClosed = T.MayBeClosed || KeptForCaller;
  O.Closes = Here.Closed.contains(E.Section);
  O.ToldApart = true;
  for (const Exit &Y : Here.Exits)
    if (leavesAlone(Y)) {
      const bool Apart = tellsApart(Pool, E.Is, Y.Is, /*ByMemory=*/false) ||
                         toldByRecord(E, Y);
      O.ToldApart &= Apart;
      O.SameResult |= !Apart && sameResult(E.Is, Y.Is);
      O.Fails |= failsUnlike(E.Is, Y.Is);
    }
  O.Condition = conditionOf(E.Is.When, O.At, ObservationLog::Wrong::Exit, O.K);
  const unsigned Index = Log.observe(O);
  Obligation Ob;
  Ob.K = Obligation::LeftOff;
  Ob.When = E.Is.When;
  Ob.Index = Index;
  oblige(std::move(Ob));
}

void ExitJudge::due(const DueObligation &D) {
  if (Report)
    dueIfOn(D, Log.Seen.Exits[D.Of.Index]);
}

/// Whether the path to \p Last releases a lock that it has not taken: it gives
/// up its caller's, which may have been taken with interrupts disabled.
static bool releasesCallers(const Trail *Last) {
  llvm::SmallVector<const Expr *, 4> Released;
  for (const Trail *T = Last; T; T = T->Before)
    if (T->Lock && T->Does == Trail::Releases)
      Released.push_back(T->LockAt);
    else if (T->Lock && T->Does != Trail::MayRelease)
      llvm::erase_if(Released, [&](const Expr *Lock) {
        return sameLock(Lock, T->LockAt);
      });
  return !Released.empty();
}

/// Interrupts are enabled in a section that this function did not open. If it
/// took the lock without disabling them, the caller cannot expect that. A
/// trylock whose lock is released has succeeded.
void ExitJudge::judgeEnable(const Exit &E, const Trail *Way) {
  const Event *On = E.EnabledCaller;
  // The step of the unlock itself, and before it the step of its lock.
  const Trail *Unlock = Way;
  while (Unlock && !(Unlock->Lock && sameStep(Unlock->Lock, On) &&
                     Unlock->Does == Trail::Releases))
    Unlock = Unlock->Before;
  if (!Unlock || releasesCallers(Unlock->Before))
    return;
  MismatchObservation O;
  for (const Trail *T = Unlock->Before; T; T = T->Before) {
    if (T->Branch.Begin.isValid())
      O.Path.push_back(branchOf(F, *T));
    if (!T->Lock || T->Does == Trail::MayRelease ||
        !sameLock(T->LockAt, Unlock->LockAt))
      continue;
    if (T->Does == Trail::Releases)
      return; // taken by whom?
    // It disabled them itself: its section was lost where paths met.
    const auto Form =
        Pool.contract().forms().find(userStep(T->Lock)->spelling());
    if (Form && (Form->Kind == flow::FormKind::Irq ||
                 Form->Kind == flow::FormKind::IrqSave ||
                 Form->Kind == flow::FormKind::Counted))
      return;
    std::reverse(O.Path.begin(), O.Path.end());
    O.Lock = T->Lock;
    O.Unlock = On;
    Log.observe(std::move(O));
    return;
  }
}

} // namespace pvlint::solve
