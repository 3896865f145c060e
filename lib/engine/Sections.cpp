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

#include "FunctionSolver.h"

namespace pvlint::solve {

/// \p At turns interrupts off in \p S, which is still as before. \p Word says
/// what they were, if that was saved.
void FunctionSolver::beginSection(State &S, const Event *At, const Expr *Word) {
  if (S.Path.truth(Pool, S.Irq) == Tri::False)
    return; // inside another
  const Event *Enabled = std::exchange(S.EnabledCaller, nullptr);
  dropSection(S);
  if (S.Irq != Pool.entry() && !(S.Irq->isConst(1) && !Enabled))
    return; // back to what the caller had
  S.Section = At;
  S.SectionWord = Word;
  // Saved first, turned off later.
  for (auto *Slots : {&S.Cells, &S.Temps})
    for (const State::Slot &Slot : *Slots) {
      const Expr *W = Slot.second;
      if (!S.Section || S.SectionWord || W->K != Expr::Word || W->Spent ||
          S.Path.truth(Pool, W->A) != S.Path.truth(Pool, S.Irq))
        continue;
      S.SectionWord = W;
      if (Slots == &S.Cells)
        noteHolder(S, Pool.cell(Slot.first));
    }
  extend(S, {.Save = At});
}

void FunctionSolver::dropSection(State &S) {
  S.Section = nullptr;
  S.SectionWord = nullptr;
  S.SectionCell = nullptr;
  S.SectionByMemory = false;
  S.WordIsOut = false;
  S.Second = nullptr;
}

/// Interrupts are on in \p S now, or as a word says that does not say "off".
void FunctionSolver::endSection(State &S) {
  if (S.Section) {
    Closed.insert(S.Section);
    if (Tracing)
      for (const Trail *T = S.Way; T && T->Save != S.Section; T = T->Before)
        if (T->Lock && T->Does != Trail::Takes)
          Passed.insert(T->Lock);
  }
  dropSection(S);
  S.EnabledCaller = nullptr;
}

/// \p At turns interrupts on, whatever they were in \p S.
void FunctionSolver::enable(State &S, const Event *At) {
  const bool AsAtEntry =
      !S.Section &&
      (S.Irq == Pool.entry() || S.Path.truth(Pool, S.Irq) == Tri::False);
  const Event *Before = S.EnabledCaller;
  endSection(S);
  S.EnabledCaller = AsAtEntry ? At : Before;
}

/// Whether \p Callee, which leaves interrupts alone when it returns by \p
/// Stays, turns them on when it returns by another row that a caller cannot
/// tell from that. Then the path has lost which of the two it is on: a
/// condition with
/// `&&`, say, is not kept by the row on which it is false.
bool FunctionSolver::mayClose(const Summary &Callee, const Row &Stays) const {
  return llvm::any_of(Callee.Rows, [&](const Row &R) {
    return R.Irq != Pool.entry() && !R.Irq->isConst(0) &&
           !tellsApart(R, Stays, /*ByMemory=*/true);
  });
}

/// After a call, \p Taken tells by which row each of \p After came about, and
/// \p Before was the open section, or null. A section that is opened, or not,
/// for what is in memory alone is closed for the same reason, and whether that
/// still holds the path does not always know: `lock(pcm->nonatomic)`, and much
/// later `unlock(pcm->nonatomic)`.
void FunctionSolver::compareSections(llvm::MutableArrayRef<State> After,
                                     llvm::ArrayRef<const Row *> Taken,
                                     const Event *Before) {
  auto HasOther = [&](size_t I, auto Is) {
    for (size_t J = 0; J != After.size(); ++J)
      if (Is(After[J]) && !tellsApart(*Taken[I], *Taken[J], /*ByMemory=*/false))
        return true;
    return false;
  };
  auto HasNone = [](const State &S) { return !S.Section; };
  for (size_t I = 0; I != After.size(); ++I) {
    State &S = After[I];
    if (!S.Section)
      continue;
    if (S.Section != Before)
      S.SectionByMemory = !Before && HasOther(I, HasNone);
    else if (S.SectionByMemory && HasOther(I, HasNone))
      dropSection(S);
  }
}

/// \p C holds the word of the open section.
void FunctionSolver::noteHolder(State &S, const Cell *C) {
  if (C->isArrayElement())
    return dropSection(S); // which one is not known
  if (C->K != Cell::Var || F.Vars[C->Var_].Escapes || F.Vars[C->Var_].Static)
    S.WordIsOut = true;
  if (!S.SectionCell)
    S.SectionCell = C;
}

/// \p V is about to be stored to \p C.
void FunctionSolver::noteStore(State &S, const Cell *C, const Expr *V) {
  if (!S.SectionWord || !V->HasWord)
    return;
  if (V->K == Expr::Word && V->Origin == S.SectionWord->Origin)
    noteHolder(S, C);
  else if (V->K != Expr::Word && C->K != Cell::Var)
    S.WordIsOut = true; // something made of a word
}

/// Whether the word that \p S needs to turn interrupts on again dies when the
/// function returns \p Return.
bool FunctionSolver::losesWord(const State &S, const Expr *Return) const {
  return S.sectionNeeds() == State::Needs::Word && !S.MayBeOpen &&
         S.Path.truth(Pool, S.Irq) == Tri::False &&
         S.Path.truth(Pool, S.SectionWord->A) != Tri::False &&
         !(Return && Return->HasWord);
}

//===----------------------------------------------------------------------===//
// Locks, in a run that traces them
//===----------------------------------------------------------------------===//

void FunctionSolver::traceCall(const flow::Op &O, llvm::StringRef Name,
                               State &S, llvm::ArrayRef<const Expr *> Args) {
  const flow::LockEffect *L = Pool.contract().lock(Name);
  if (!L || L->Tries || L->Arg >= Args.size())
    return;
  extend(S, {.Lock = Pool.event(Event::Lock, &F, &O, O.Loc),
             .LockAt = Args[L->Arg],
             .Does = L->Takes ? Trail::Takes : Trail::Releases});
}

/// A function that is not in sight and is given the object whose lock is held
/// may release it.
void FunctionSolver::traceUnknown(const flow::Op &O, State &S,
                                  llvm::ArrayRef<const Expr *> Args) {
  if (!S.Section)
    return;
  auto Reaches = [](const Expr *Arg, const Expr *Lock) {
    if (Arg == Lock)
      return true;
    if (Lock->K != Expr::Address)
      return false;
    if (Lock->C->K == Cell::Pointee && Lock->C->Pointer == Arg)
      return true;
    return Arg->K == Expr::Address && Arg->C->K == Lock->C->K &&
           Arg->C->Var_ == Lock->C->Var_ && Arg->C->Name == Lock->C->Name &&
           Arg->C->Pointer == Lock->C->Pointer &&
           llvm::StringRef(Lock->C->Path).starts_with(Arg->C->Path);
  };
  for (const Trail *T = S.Way; T; T = T->Before)
    if (T->Lock && T->Does == Trail::Takes &&
        llvm::any_of(Args,
                     [&](const Expr *A) { return Reaches(A, T->LockAt); })) {
      extend(S, {.Lock = Pool.event(Event::Lock, &F, &O, O.Loc),
                 .Does = Trail::MayRelease});
      return;
    }
}

} // namespace pvlint::solve
