//===- Judge.cpp - what happens at restores and reads ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionSolver.h"

namespace pvlint::solve {

using flow::Opcode;

/// Marks \p Word as restored wherever it is held: overwriting it then loses
/// nothing.
void FunctionSolver::spend(State &S, const Expr *Word) {
  const Expr *Spent = Pool.spent(Word);
  for (auto *Slots : {&S.Cells, &S.Temps})
    for (State::Slot &Slot : *Slots)
      if (Slot.second == Word)
        Slot.second = Spent;
}

/// \p From is the operand that is the word, unless it lies in memory.
void FunctionSolver::restore(State &S, const Expr *Word, const Event *At,
                             const flow::Primitive &P,
                             const flow::Operand *From) {
  const bool Full = P.RestoreFull;
  S.Disabled = nullptr;
  bool IsForeign = false;
  if (Word->K == Expr::Uninit) {
    if (Report)
      Parent.observe(UninitObservation{At, F.Vars[Word->Value].Name});
    observeSite(At, SiteObservation::Unknown, SiteObservation::UnknownWord);
  } else {
    IsForeign = judgeOwnWord(S, S.Path, Word, S.Irq, S.IrqEvent, At, P.Family,
                             Full, /*Guarded=*/false, From);
    if (!IsForeign && !Full)
      judgeRestore(S, S.Path, Word, S.Irq, S.IrqEvent, At, P.Family,
                   /*Guarded=*/false);
  }
  // From here on the state is what the author meant, so that one mistake gives
  // one report.
  const Expr *Stripped = Word;
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
  if (Full && !IsWord) {
    dropSection(S);
    return; // popf of something that never was a saved word
  }
  if (IsForeign && Pool.stateOf(Stripped)->isConst(0)) {
    // What was meant is to leave the section.
    endSection(S);
    S.Irq = Pool.entry();
    S.IrqEvent = At;
    return;
  }
  const Expr *Now = Pool.stateOf(Word);
  const bool IsOwn = Stripped->K == Expr::Word && S.SectionWord &&
                     Stripped->Origin == S.SectionWord->Origin;
  if (IsOwn || IsForeign || S.Path.truth(Pool, Now) != Tri::False)
    endSection(S);
  S.Irq = Now;
  S.IrqEvent = At;
  if (Stripped->K == Expr::Word) {
    spend(S, Stripped);
    Parent.Seen.Restored.insert(Stripped->Origin);
  } else if (Stripped->HasCallerValue && !Stripped->HasLocal &&
             !llvm::is_contained(S.Restored, Stripped))
    S.Restored.push_back(Stripped);
}

/// Whether "may sleep" hangs on an argument (gfp flags) that the caller of this
/// function supplies.
bool FunctionSolver::isSleepGuess(const Facts &When, const Event *Enabled) {
  if (!Enabled || Enabled->innermost()->K != Event::Sleep)
    return false;
  const flow::Op *At = Enabled->innermost()->At;
  const flow::Primitive *P = At ? Parent.entry(*At) : nullptr;
  if (!P || !P->SleepArg)
    return false;
  for (const auto &[E, F] : When)
    if (E->K == Expr::Binary && E->Bin == flow::BinOp::And &&
        E->B->isConst(P->SleepMask) && E->HasCallerValue && F.excludes(0))
      return true;
  return false;
}

void FunctionSolver::judgeRestore(const State &S, const Facts &When,
                                  const Expr *Word, const Expr *Irq,
                                  const Event *IrqEvent, const Event *At,
                                  unsigned Family, bool Guarded) {
  const Tri Current = When.truth(Pool, Irq);
  if (Current == Tri::False) {
    observeSite(At, SiteObservation::Proven);
    return; // interrupts are off: nothing to require
  }
  const Expr *Saved = Pool.stateOf(Word);
  const Tri SavedState = When.truth(Pool, Saved);
  if (SavedState == Tri::Unknown && Saved->K == Expr::IfBit &&
      !Saved->HasLocal) {
    Obligation O;
    O.K = Obligation::RestoreWord;
    O.When = callerVisible(When);
    O.Value = Word;
    O.Irq = Irq;
    O.IrqEvent = IrqEvent;
    O.At = At;
    O.Family = Family;
    O.Guarded = Guarded || !isUnguarded(At->At, nullptr);
    observeSite(At, 0, SiteObservation::NoCaller, /*Pending=*/true);
    oblige(std::move(O));
    return;
  }
  if (!Report)
    return;
  RestoreObservation R;
  R.Restore = At;
  R.Word = Word;
  while (R.Word->K == Expr::Cast || R.Word->K == Expr::Binary)
    R.Word = R.Word->A;
  R.Enabled = IrqEvent;
  if (Current == Tri::True) {
    R.Seen = SavedState == Tri::False  ? RestoreObservation::OnOff
             : SavedState == Tri::True ? RestoreObservation::OnOn
             : Saved == Pool.entry()   ? RestoreObservation::OnEntry
                                       : RestoreObservation::OnUnknown;
  } else {
    R.Seen = Irq == Saved ? RestoreObservation::EntryEntry
             : Irq == Pool.entry() && SavedState == Tri::False && IrqEvent
                 ? RestoreObservation::EntryOff
                 : RestoreObservation::UnknownState;
  }
  if (R.Word->K != Expr::Word && R.Seen != RestoreObservation::OnOn)
    R.Seen = RestoreObservation::UnknownState;
  switch (R.Seen) {
  case RestoreObservation::OnOff:
  case RestoreObservation::OnEntry:
  case RestoreObservation::EntryOff:
    observeSite(At, SiteObservation::Needs);
    break;
  case RestoreObservation::OnOn:
  case RestoreObservation::EntryEntry:
    observeSite(At, SiteObservation::NoOp);
    break;
  case RestoreObservation::OnUnknown:
  case RestoreObservation::UnknownState:
    observeSite(At, SiteObservation::Unknown,
                R.Word->K != Expr::Word ? SiteObservation::UnknownWord
                                        : SiteObservation::UnknownState);
    break;
  }
  for (const Trail *T = S.Way; T && !(T->Save && T->Save == R.Word->Origin);
       T = T->Before)
    if (T->Branch.Begin.isValid())
      R.Branches.emplace_back(T->Branch, T->Taken);
  std::reverse(R.Branches.begin(), R.Branches.end());
  if (R.Seen == RestoreObservation::OnEntry && isSleepGuess(When, IrqEvent))
    R.Guess = true;
  unsigned Index = Parent.observe(R);
  if (R.Seen == RestoreObservation::OnEntry) {
    Obligation O;
    O.K = Obligation::EntryOff;
    O.When = callerVisible(When);
    O.Index = Index;
    O.Guess = R.Guess;
    oblige(std::move(O));
  }
}

/// Whether a chain of calls \p A is a better proof than \p B.
static bool isSurer(const Event *A, const Event *B) {
  return std::pair(A->leastCertain(), A->Depth) <
         std::pair(B->leastCertain(), B->Depth);
}

/// Something in a callee, reached by \p Chain, is wrong when it is entered with
/// interrupts off (MustBeOff: on).
void FunctionSolver::judgeEntry(const State &S, const Facts &When,
                                const Obligation &Ob, const Event *Chain) {
  if (!Report || Parent.RecordingCalls)
    return;
  EntryFacts *Entry = nullptr;
  bool Guess = false;
  if (Ob.K == Obligation::LeftOff)
    return judgeLeftOff(S, When, Ob, Chain);
  if (Ob.K == Obligation::EntryOff) {
    RestoreObservation &R = Parent.Seen.Restores[Ob.Index];
    Guess = isSleepGuess(When, R.Enabled);
    Entry = &R;
  } else if (Ob.K == Obligation::MustBeOn || Ob.K == Obligation::MustBeOff) {
    Entry = &Parent.Seen.Requirements[Ob.Index];
  } else {
    Entry = &Parent.Seen.Enables[Ob.Index];
  }
  const Tri Current = When.truth(Pool, S.Irq);
  const Tri Wrong = Ob.K == Obligation::MustBeOff ? Tri::True : Tri::False;
  const bool Tested = Parent.isWholeProgram() && S.Irq == Pool.entry();
  // While the system starts they are off whatever is called.
  const bool IsStart =
      Parent.isWholeProgram() && F.IsInit && Wrong == Tri::False;
  if (Current == Wrong && !Tested) {
    if (!Guess && !IsStart &&
        (!Entry->CallerOff || isSurer(Chain, Entry->CallerOff))) {
      Entry->CallerOff = Chain;
      Entry->CallerOffEvent = S.IrqEvent;
    }
  } else if (Current == !Wrong) {
    Entry->CallerOn = true;
  } else if (S.Irq == Pool.entry()) {
    Obligation Up = Ob;
    Up.When = callerVisible(When);
    Up.At = Chain;
    Up.Guess = Guess;
    oblige(std::move(Up));
  } else {
    Entry->CallersUnknown = true;
  }
}

/// \p At calls what \p P requires to be entered in one state.
void FunctionSolver::judgeRequirement(const State &S, const flow::Primitive &P,
                                      const Event *At) {
  if (!Report || P.Requires == flow::Required::Anything)
    return;
  RequirementObservation R;
  R.Call = At;
  R.WantsOn = P.Requires == flow::Required::On;
  R.IsDeclared = P.IsDeclared;
  R.ByCaller = S.Irq == Pool.entry() && Says && Says->Requires;
  const Tri Now = S.Path.truth(Pool, S.Irq);
  R.Broken = Now == (R.WantsOn ? Tri::False : Tri::True);
  if (Parent.isWholeProgram() && S.Irq == Pool.entry() && !R.ByCaller)
    R.Broken = false; // a test of the state at entry
  if (R.Broken) {
    R.Made = S.IrqEvent;
    Parent.observe(R);
    return;
  }
  // Callers can be wrong only where they have them the other way.
  const auto &IsEnteredSo =
      R.WantsOn ? Parent.Hooks.Pair : Parent.Hooks.MustBeOff;
  if (S.Irq != Pool.entry() || Now == (R.WantsOn ? Tri::True : Tri::False) ||
      (IsEnteredSo && !IsEnteredSo(F)))
    return;
  Obligation O;
  O.K = R.WantsOn ? Obligation::MustBeOn : Obligation::MustBeOff;
  O.When = callerVisible(S.Path);
  O.Index = Parent.observe(R);
  oblige(std::move(O));
}

/// The step of \p E's chain that the user wrote: the innermost outside headers.
static const Event *userStep(const Event *E) {
  const Event *Last = E;
  for (; E; E = E->Inner)
    if (!E->Fn->InHeader)
      Last = E;
  return Last;
}

/// The calls of \p F that act, if they are the one that disables and such as
/// enable.
static std::vector<const flow::Op *> halvesOf(Solver &Parent,
                                              const flow::Function &F,
                                              const Event *Disabled,
                                              const Event *Enabled) {
  if (F.InHeader || userStep(Disabled) != Disabled ||
      userStep(Enabled) != Enabled)
    return {};
  std::vector<const flow::Op *> Halves = Parent.actingCalls(F);
  for (const flow::Op *O : Halves)
    if (O != Disabled->At && O->Spelling != Enabled->spelling())
      return {};
  if (Parent.Hooks.Reopens(F))
    return {};
  return Halves;
}

/// \p Enabled turns on what S.Disabled had turned off without looking.
void FunctionSolver::closePair(const State &S, const Event *Enabled) {
  // What some path enables without such a disable has no word to restore.
  HasLooseEnable |= !S.Disabled;
  if (!Report || !S.Disabled || !Parent.Hooks.Pair)
    return;
  if (Says && Says->Entry.Requires == flow::Required::On)
    return; // calls are judged by that
  if (!Parent.Hooks.Pair(F))
    return; // nobody enters it with interrupts off
  EnableObservation E;
  E.Disabled = S.Disabled;
  E.Enabled = Enabled;
  E.Halves = halvesOf(Parent, F, S.Disabled, Enabled);
  Obligation O;
  O.K = Obligation::EnterOn;
  O.When = callerVisible(S.Path);
  O.Index = Parent.observe(E);
  Pairs.push_back(O.Index);
  oblige(std::move(O));
}

void FunctionSolver::observeSite(const Event *At, uint8_t Verdict,
                                 SiteObservation::Why Why, bool Pending) {
  if (!Report || !Parent.Hooks.Call)
    return;
  // A chain that was cut for its length does not tell where; the functions near
  // the restore have told.
  if (At->innermost()->K != Event::Restore)
    return;
  At = userStep(At);
  if (At->Fn->InHeader)
    return; // its caller's site
  SiteObservation O;
  O.At = At;
  O.Seen = Verdict;
  O.Reason = Why;
  O.Pending = Pending;
  Parent.observe(O);
}

/// Judges, at a call, what the callee left to its caller.
void FunctionSolver::judgeCallee(const flow::Op &O, const Summary &Callee,
                                 const State &S, Substitution &Subst) {
  for (const Obligation &Ob : Callee.Obligations) {
    Facts When = S.Path;
    bool Feasible = true;
    for (const auto &[E, F] : Ob.When)
      if (!When.add(Pool, Subst.expr(E), F)) {
        Feasible = false;
        break;
      }
    if (!Feasible)
      continue;
    switch (Ob.K) {
    case Obligation::RestoreWord: {
      const Expr *Word = Subst.expr(Ob.Value);
      const Event *At = Subst.event(Ob.At);
      if (Word->K == Expr::Uninit) {
        if (Report)
          Parent.observe(UninitObservation{At, F.Vars[Word->Value].Name});
        break;
      }
      const Expr *Irq = Subst.expr(Ob.Irq);
      if (Word->K == Expr::Word)
        Parent.Seen.Restored.insert(Word->Origin);
      const Event *Enabled = Ob.Irq == Pool.entry() ? S.IrqEvent
                             : Ob.IrqEvent          ? Subst.event(Ob.IrqEvent)
                                                    : S.IrqEvent;
      const flow::Operand *From =
          Ob.Value->K == Expr::Param && size_t(Ob.Value->Value) < O.Args.size()
              ? &O.Args[Ob.Value->Value]
              : nullptr;
      if (!judgeOwnWord(S, When, Word, Irq, Enabled, At, Ob.Family, Ob.Full,
                        Ob.Guarded, From) &&
          !Ob.Full)
        judgeRestore(S, When, Word, Irq, Enabled, At, Ob.Family, Ob.Guarded);
      break;
    }
    case Obligation::SlotTooSoon: {
      const Expr *Where = Subst.expr(Ob.Value);
      const Cell *Slot = Where->K == Expr::Address ? Where->C
                         : Where->HasLocal         ? nullptr
                                                   : Pool.pointee(Where);
      if (!Slot)
        break;
      WantsLocks = true;
      judgeSlot(S, Slot, Subst.expr(Ob.Irq), Subst.event(Ob.IrqEvent),
                Subst.event(Ob.At));
      break;
    }
    case Obligation::EntryOff:
    case Obligation::EnterOn:
    case Obligation::MustBeOn:
    case Obligation::MustBeOff:
    case Obligation::LeftOff:
      judgeEntry(S, When, Ob, Subst.event(Ob.At));
      break;
    case Obligation::ReadBits: {
      const Expr *V = Subst.expr(Ob.Value);
      const Event *At = Subst.event(Ob.At);
      if (V->Undefined) {
        if (Report) {
          ReadObservation R;
          R.K = static_cast<ReadKind>(Ob.Index);
          R.Read = At;
          R.Value = V;
          Parent.observe(R);
        }
      } else if (V->HasWord) {
        judgeIfRead(V, At);
      } else if ((V->MaybeUndefined || mayReadIf(V)) && !V->HasLocal &&
                 mayBeWord(V)) {
        Obligation Up = Ob;
        Up.When = callerVisible(When);
        Up.Value = V;
        Up.At = At;
        oblige(std::move(Up));
      }
      break;
    }
    }
  }
}

void FunctionSolver::oblige(Obligation O) {
  for (Obligation &Old : Obligations)
    if (Old.K == O.K && Old.Value == O.Value && Old.Irq == O.Irq &&
        Old.Index == O.Index &&
        (Old.At == O.At || O.K == Obligation::EntryOff ||
         O.K == Obligation::EnterOn || O.K == Obligation::MustBeOn ||
         O.K == Obligation::MustBeOff || O.K == Obligation::LeftOff)) {
      Old.When.intersect(O.When); // on either path
      if (O.At && Old.At != O.At && isSurer(O.At, Old.At))
        Old.At = O.At;
      return;
    }
  if (Obligations.size() < MaxObligations)
    Obligations.push_back(std::move(O));
  else
    Merged = true;
}

//===----------------------------------------------------------------------===//
// Reads
//===----------------------------------------------------------------------===//

/// Whether a caller may have put a word where \p V comes from. In a linked
/// program that is asked of millions of values: only where a call passes a
/// word, or a pointer to one, is it worth following.
bool FunctionSolver::mayBeWord(const Expr *V) const {
  return ExpectWords || !Parent.isWholeProgram();
}

void FunctionSolver::judgeRead(const State &S, const Expr *V, ReadKind K,
                               const flow::Range &Loc, const flow::Op *At,
                               const flow::Operand *From) {
  if (V->Undefined) {
    if (!Report || !V->Source)
      return;
    ReadObservation R;
    R.K = K;
    R.Read = Pool.event(Event::Read, &F, At, Loc);
    R.Value = V;
    if (From)
      R.WordLoad = findWordLoad(*From);
    Parent.observe(R);
  } else if (!V->HasLocal && mayBeWord(V) &&
             (V->MaybeUndefined || mayReadIf(V))) {
    Obligation O;
    O.K = Obligation::ReadBits;
    O.When = callerVisible(S.Path);
    O.Value = V;
    O.At = Pool.event(Event::Read, &F, At, Loc);
    O.Index = static_cast<unsigned>(K);
    oblige(std::move(O));
  }
}

void FunctionSolver::judgeUse(const State &S, const flow::Op &O) {
  const Expr *V = value(S, O.A);
  const ReadKind K = O.Used == flow::UseKind::Print   ? ReadKind::Print
                     : O.Used == flow::UseKind::Index ? ReadKind::Index
                                                      : ReadKind::Branch;
  judgeRead(S, V, K, O.Loc, &O, &O.A);
  // What is printed decides nothing.
  if (K != ReadKind::Print)
    judgeIfRead(V, Pool.event(Event::Read, &F, &O, O.Loc));
}

/// The load of the 64-bit variable that \p From is computed from: what a fix-it
/// replaces.
const flow::Op *FunctionSolver::findWordLoad(const flow::Operand &From,
                                             unsigned Depth) {
  if (!From.isTemp() || Depth > 8)
    return nullptr;
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops) {
      if (!O.HasResult || O.Result != From.Index)
        continue;
      switch (O.Code) {
      case Opcode::Load:
        return O.Loc.isText() ? &O : nullptr;
      case Opcode::Copy:
      case Opcode::Cast:
      case Opcode::Unary:
        return findWordLoad(O.A, Depth + 1);
      case Opcode::Binary: {
        const flow::Op *A = findWordLoad(O.A, Depth + 1);
        const flow::Op *B = findWordLoad(O.B, Depth + 1);
        return A && B ? nullptr : A ? A : B;
      }
      default:
        return nullptr;
      }
    }
  return nullptr;
}

/// A fresh word is about to be stored to \p C. If \p C holds a word that is the
/// only way back to interrupts on, it is lost.
void FunctionSolver::checkClobber(State &S, const Cell *C, const Expr *New,
                                  const flow::Op *At) {
  if (C->isArrayElement())
    return;
  const Expr *Old = S.get(S.Cells, C->Id);
  if (!Old || Old->K != Expr::Word || Old->Spent || Old == New)
    return;
  if (S.Path.truth(Pool, New->A) != Tri::False ||
      S.Path.truth(Pool, Old->A) == Tri::False)
    return;
  for (const State::Slot &Slot : S.Cells)
    if (Slot.first != C->Id && (Slot.second == Old || Slot.second == New))
      return; // a copy is kept, or this is a copy
  // Behind a pointer to a function, which object's lock it was is a guess.
  for (const Event *E : {New->Origin, Old->Origin})
    for (; E; E = E->Inner)
      if (E->At && E->At->Code == Opcode::Call &&
          (E->At->CalleeIs == flow::CalleeKind::Pointer ||
           (E->At->CalleeIs == flow::CalleeKind::Member &&
            !Pool.contract().member(E->At->Callee))))
        return;
  ClobberObservation Lost;
  Lost.Save = New->Origin;
  Lost.Lost = Old->Origin;
  std::string Name = C->K == Cell::Var ? F.Vars[C->Var_].Name
                     : C->K == Cell::Global
                         ? C->Name.substr(C->Name.rfind(':') + 1)
                         : "";
  Lost.Variable = Name + C->Path;
  if (C->isPerCpu())
    Lost.Variable.resize(Lost.Variable.size() - flow::ThisCpuStep.size() - 1);
  if (llvm::StringRef(Lost.Variable).starts_with("."))
    Lost.Variable.erase(0, 1);
  if (S.SectionWord && S.SectionWord->Origin == Old->Origin) {
    // Told here; what is missing later is the same mistake.
    const Event *Word = S.SectionWord->Origin;
    dropSection(S);
    S.Second = Pool.keep(Resave{Word, New->Origin, Lost.Variable});
  }
  if (Report)
    Parent.observe(Lost);
}

} // namespace pvlint::solve
