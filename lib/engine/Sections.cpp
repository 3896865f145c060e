//===- Sections.cpp - stretches with interrupts off, and their ends -------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A section begins where interrupts are turned off that were on or as the
// caller had them, and ends where they are turned on, or a word is restored
// that does not say "off". Turning them off again after they were turned on for
// a while is no beginning: that goes back to what the caller had.
//
// Limits: a word that was stored anywhere but in a variable of the function
// counts as handed out, whoever may read it there. Of paths that meet with the
// same need (the same word, or none), the first tells where the section began.
//
//===----------------------------------------------------------------------===//

#include "engine/Sections.h"
#include "Simulator.h"
#include "engine/Memory.h"
#include "engine/Rows.h"

namespace pvlint::solve {

/// \p At turns interrupts off in \p S, which is still as before. \p Word says
/// what they were, if that was saved.
void Simulator::beginSection(State &S, const Event *At, const Expr *Word) {
  if (S.Path.truth(Pool, S.Irq.Now) == Tri::False)
    return; // inside another
  const Event *Enabled = std::exchange(S.Irq.Opening.EnabledCaller, nullptr);
  S.Irq.Section.forget();
  if (S.Irq.Now != Pool.entry() && !(S.Irq.Now->isConst(1) && !Enabled))
    return; // back to what the caller had
  S.Irq.Section.Begin = At;
  S.Irq.Section.Word = Word;
  // Saved first, turned off later.
  for (auto *Slots : {&S.Cells, &S.Temps})
    for (const State::Slot &Slot : *Slots) {
      const Expr *W = Slot.second;
      if (!S.Irq.Section.Begin || S.Irq.Section.Word || W->K != Expr::Word ||
          W->Spent || S.Path.truth(Pool, W->A) != S.Path.truth(Pool, S.Irq.Now))
        continue;
      S.Irq.Section.Word = W;
      if (Slots == &S.Cells)
        noteHolder(S, Pool.cell(Slot.first));
    }
  extend(S, {.Save = At});
}

/// Interrupts are on in \p S now, or as a word says that does not say "off".
void Simulator::endSection(State &S) {
  if (S.Irq.Section)
    tell([&](Listener &L) { L.endsSection(S); });
  S.Irq.Section.forget();
  S.Irq.Opening.EnabledCaller = nullptr;
}

/// \p At turns interrupts on, whatever they were in \p S.
void Simulator::enable(State &S, const Event *At) {
  const bool AsAtEntry =
      !S.Irq.Section.Begin && (S.Irq.Now == Pool.entry() ||
                               S.Path.truth(Pool, S.Irq.Now) == Tri::False);
  const Event *Before = S.Irq.Opening.EnabledCaller;
  const OffSection &Open = S.Irq.Section;
  if (Open && Open.Word && !S.MayBeOpen && Open.Word->A == Pool.entry() &&
      S.Path.truth(Pool, Pool.entry()) == Tri::Unknown)
    S.Irq.Dropped = {Open.Begin, At, Open.Word};
  endSection(S);
  S.Irq.Opening.EnabledCaller = AsAtEntry ? At : Before;
}

/// \p At turns interrupts off where they are off in \p S.
void Simulator::nestBegin(State &S, const Event *At) {
  if (S.Irq.isOff() && S.Irq.Section.needs() == OffSection::Needs::NoWord)
    S.Irq.Nested = {S.Irq.Section.Begin, At, nullptr};
}

/// \p At is about to turn interrupts on in \p S; \p IsPair: having turned them
/// off itself.
void Simulator::nestEnd(State &S, const Event *At, bool IsPair) {
  NestedEnd &N = S.Irq.Nested;
  if (S.Irq.isOn() && N.Early && S.Irq.By == N.Early && !IsPair)
    tell([&](Listener &L) { L.endsLate(At, S); });
  const Event *Outer =
      S.Irq.isOff() && S.Irq.Section.needs() == OffSection::Needs::NoWord
          ? S.Irq.Section.Begin
          : nullptr;
  if (Outer && !S.MayBeOpen && (IsPair || (N.Inner && N.Outer == Outer)))
    N = {Outer, nullptr, At};
  else
    N = {};
}

/// Whether \p Callee, which leaves interrupts alone when it returns by \p
/// Stays, turns them on when it returns by another row that a caller cannot
/// tell from that. Then the path has lost which of the two it is on: a
/// condition with
/// `&&`, say, is not kept by the row on which it is false.
bool Simulator::mayClose(const Summary &Callee, const Row &Stays) const {
  return llvm::any_of(Callee.Rows, [&](const Row &R) {
    return R.Irq != Pool.entry() && !R.Irq->isConst(0) &&
           !tellsApart(Pool, R, Stays, /*ByMemory=*/true);
  });
}

/// After a call, \p Taken tells by which row each of \p After came about, and
/// \p Before was the open section, or null. A section that is opened, or not,
/// for what is in memory alone is closed for the same reason, and whether that
/// still holds the path does not always know: `lock(pcm->nonatomic)`, and much
/// later `unlock(pcm->nonatomic)`.
void Simulator::compareSections(llvm::MutableArrayRef<State> After,
                                llvm::ArrayRef<const Row *> Taken,
                                const Event *Before) {
  auto HasOther = [&](size_t I, auto Is) {
    for (size_t J = 0; J != After.size(); ++J)
      if (Is(After[J]) &&
          !tellsApart(Pool, *Taken[I], *Taken[J], /*ByMemory=*/false))
        return true;
    return false;
  };
  auto HasNone = [](const State &S) { return !S.Irq.Section; };
  for (size_t I = 0; I != After.size(); ++I) {
    State &S = After[I];
    if (!S.Irq.Section.Begin)
      continue;
    if (S.Irq.Section.Begin != Before)
      S.Irq.Section.ByMemory = !Before && HasOther(I, HasNone);
    else if (S.Irq.Section.ByMemory && HasOther(I, HasNone))
      S.Irq.Section.forget();
  }
}

/// \p C holds the word of the open section.
void Simulator::noteHolder(State &S, const Cell *C) {
  if (C->isArrayElement())
    return S.Irq.Section.forget(); // which one is not known
  if (C->K != Cell::Var || F.Vars[C->Var_].Escapes || F.Vars[C->Var_].Static)
    S.Irq.Section.WordIsOut = true;
  if (!S.Irq.Section.Holder)
    S.Irq.Section.Holder = C;
}

/// \p V is about to be stored to \p C.
void Simulator::noteStore(State &S, const Cell *C, const Expr *V) {
  if (!S.Irq.Section.Word || !V->HasWord)
    return;
  if (V->K == Expr::Word && V->Origin == S.Irq.Section.Word->Origin)
    noteHolder(S, C);
  else if (V->K != Expr::Word && C->K != Cell::Var)
    S.Irq.Section.WordIsOut = true; // something made of a word
}

/// Marks \p Word as restored wherever it is held: overwriting it then loses
/// nothing.
void Simulator::spend(State &S, const Expr *Word) {
  if (S.Irq.Dropped.Word && S.Irq.Dropped.Word->Origin == Word->Origin)
    S.Irq.Dropped = {};
  const Expr *Spent = Pool.spent(Word);
  for (auto *Slots : {&S.Cells, &S.Temps})
    Slots->change([&](const State::Sum &Has) { return Has.mayHold(Word); },
                  [&](const State::Slot &Slot) {
                    return Slot.second == Word ? Spent : Slot.second;
                  });
}

/// \p In holds \p Word, which was restored.
void Simulator::noteLeftBehind(const Cell *In, const Expr *Word) {
  if (visibleToCaller(In) &&
      llvm::none_of(Left, [&](const LeftBehind &L) { return L.In == In; }))
    Left.push_back({In, Pool.spent(Word)});
}

/// \p Word was restored in \p S, which may have it in memory.
void Simulator::noteLeftBehind(const State &S, const Expr *Word) {
  const Expr *Spent = Pool.spent(Word);
  (void)State::anyHolding(S.Cells, Spent, [&](const State::Slot &Slot) {
    noteLeftBehind(Pool.cell(Slot.first), Spent);
    return false;
  });
}

/// What the user calls \p C.
static std::string variableName(const flow::Function &F, const Cell *C) {
  std::string Name = C->K == Cell::Var ? F.Vars[C->Var_].Name
                     : C->K == Cell::Global
                         ? C->Name.substr(C->Name.rfind(':') + 1)
                         : "";
  Name += C->Path;
  if (C->isPerCpu())
    Name.resize(Name.size() - flow::ThisCpuStep.size() - 1);
  if (llvm::StringRef(Name).starts_with("."))
    Name.erase(0, 1);
  // `*flags`, of a parameter or of something without a name.
  if (Name.empty() && C->K == Cell::Pointee)
    Name = C->Pointer->K == Expr::Param ? "*" + F.Vars[C->Pointer->Value].Name
                                        : "flags";
  return Name;
}

/// A fresh word is about to be stored to \p C. If \p C holds a word that is the
/// only way back to interrupts on, it is lost.
void Simulator::overwrite(State &S, const Cell *C, const Expr *New) {
  if (C->isArrayElement())
    return;
  const Expr *Old = S.get(S.Cells, C->Id);
  if (!Old || Old->K != Expr::Word || Old->Spent || Old == New)
    return;
  if (S.Path.truth(Pool, New->A) != Tri::False ||
      S.Path.truth(Pool, Old->A) == Tri::False)
    return;
  for (const Expr *Word : {Old, New})
    if (State::anyHolding(S.Cells, Word, [&](const State::Slot &Slot) {
          return Slot.first != C->Id;
        }))
      return; // a copy is kept, or this is a copy
  // Behind a pointer to a function, which object's lock it was is a guess.
  for (const Event *E : {New->Origin, Old->Origin})
    for (; E; E = E->Inner)
      if (E->At && E->At->Code == flow::Opcode::Call &&
          (E->At->CalleeIs == flow::CalleeKind::Pointer ||
           (E->At->CalleeIs == flow::CalleeKind::Member &&
            !Pool.contract().member(E->At->Callee))))
        return;
  const Overwriting Lost{New->Origin, Old->Origin, variableName(F, C)};
  const OffSection &Open = S.Irq.Section;
  if (Open.Word && Open.Word->Origin == Old->Origin) {
    // Told here; what is missing later is the same mistake.
    const Resave *Second =
        Pool.keep(Resave{Open.Word->Origin, New->Origin, Lost.Variable});
    S.Irq.Section.forget();
    S.Irq.Section.Second = Second;
  }
  tell([&](Listener &L) { L.overwrites(Lost, S); });
}

bool losesWord(ExprPool &Pool, const State &S, const Expr *Return) {
  return S.Irq.Section.needs() == OffSection::Needs::Word && !S.MayBeOpen &&
         S.isOn(Pool) == Tri::False &&
         S.Path.truth(Pool, S.Irq.Section.Word->A) != Tri::False &&
         !(Return && Return->HasWord);
}

const Resave *lostToSecond(ExprPool &Pool, const State &S, const Expr *Return) {
  const Resave *Second = S.Irq.Section.Second;
  if (!Second || S.MayBeOpen || S.isOn(Pool) != Tri::False)
    return nullptr;
  const bool IsOut = (Return && Return->HasWord) ||
                     llvm::any_of(S.Cells, [&](const State::Slot &Slot) {
                       return Slot.second->K == Expr::Word &&
                              Slot.second->Origin == Second->Second &&
                              Pool.cell(Slot.first)->K != Cell::Var;
                     });
  return IsOut ? nullptr : Second;
}

//===----------------------------------------------------------------------===//
// Pairs and reopenings
//===----------------------------------------------------------------------===//

/// \p At is a step of what is only called with interrupts on.
bool Simulator::assertsOn(const Event *At) const {
  const EventOp *By = At->innermost()->At;
  const flow::Primitive *P = By ? Program.entry(*By) : nullptr;
  return P && P->Requires == flow::Required::On;
}

/// \p At turned interrupts off without saving what they were. Null when that is
/// known all the same: by a test, or by a word saved before.
const Event *Simulator::disabledAtEntry(const State &S, const Event *At) {
  // Who asserts that they are on is judged by that.
  if (assertsOn(At))
    return nullptr;
  const bool AsAtEntry =
      S.Irq.Now == Pool.entry()
          ? Believes.EntryTestsNameCallers || S.isOn(Pool) == Tri::Unknown
          : S.Irq.Pair.Closed && S.Irq.By == S.Irq.Pair.Closed;
  if (!AsAtEntry)
    return nullptr;
  for (auto *Slots : {&S.Cells, &S.Temps})
    if (State::anyWord(*Slots, [](const State::Slot &Slot) {
          return Slot.second->K == Expr::Word && !Slot.second->Spent;
        }))
      return nullptr;
  return At;
}

/// Interrupts are turned on where they are as the caller had them.
bool Simulator::opensCaller(const State &S) const {
  if (!Believes.ReopeningsKeepEntry)
    return false;
  return (S.Irq.Now == Pool.entry() &&
          S.Path.truth(Pool, S.Irq.Now) != Tri::True) ||
         (S.Irq.Now->isConst(0) && S.Irq.Opening.Reclosed &&
          S.Irq.By == S.Irq.Opening.Reclosed);
}

/// Turning interrupts off now goes back to what the caller is believed to have
/// had: they were turned on here, or a test found them on and that is mended.
bool Simulator::closesAgain(const State &S) const {
  if (!Believes.ReopeningsKeepEntry)
    return false;
  // What is asserted is not mended.
  return S.Irq.Now == Pool.entry()
             ? !AssertsOn && S.Path.truth(Pool, S.Irq.Now) == Tri::True
             : S.Irq.Now->isConst(1) && S.Irq.Opening.Opened &&
                   S.Irq.By == S.Irq.Opening.Opened;
}

//===----------------------------------------------------------------------===//
// Locks, in a run that traces them
//===----------------------------------------------------------------------===//

void Simulator::traceCall(const flow::Op &O, State &S,
                          llvm::ArrayRef<const Expr *> Args) {
  llvm::StringRef Name = O.Callee;
  if (O.CalleeIs == flow::CalleeKind::Pointer) {
    const Expr *Pointer = value(S, O.A);
    if (Pointer->K != Expr::FuncAddr)
      return;
    Name = Pointer->Name;
  } else if (O.CalleeIs != flow::CalleeKind::Function) {
    return;
  }
  const flow::LockEffect *L = Pool.contract().lock(Name);
  if (!L || L->Arg >= Args.size())
    return;
  extend(S, {.Lock = Pool.event(Event::Lock, Sc.In, &O, O.Loc),
             .LockAt = Args[L->Arg],
             .Does = L->Takes   ? Trail::Takes
                     : L->Tries ? Trail::Tries
                                : Trail::Releases});
}

/// A function that is not in sight and is given the object whose lock is held
/// may release it.
void Simulator::traceUnknown(const flow::Op &O, State &S,
                             llvm::ArrayRef<const Expr *> Args) {
  if (!S.Irq.Section.Begin)
    return;
  auto Reaches = [](const Expr *Arg, const Expr *Lock) {
    if (Arg == Lock)
      return true;
    if (Lock->K != Expr::Address)
      return false;
    if (Lock->C->K == Cell::Pointee && Lock->C->Pointer == Arg)
      return true;
    return Arg->K == Expr::Address && isWithin(Lock->C, Arg->C);
  };
  for (const Trail *T = S.Way; T; T = T->Before)
    if (T->Lock && T->Does == Trail::Takes &&
        llvm::any_of(Args,
                     [&](const Expr *A) { return Reaches(A, T->LockAt); })) {
      extend(S, {.Lock = Pool.event(Event::Lock, Sc.In, &O, O.Loc),
                 .Does = Trail::MayRelease});
      return;
    }
}

} // namespace pvlint::solve
