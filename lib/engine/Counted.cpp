//===- Counted.cpp - interrupts that are disabled by a count --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Counted.h"
#include "Simulator.h"
#include "engine/Dump.h"
#include "engine/Rows.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::solve {

//===----------------------------------------------------------------------===//
// What is known
//===----------------------------------------------------------------------===//

bool CountedSections::sameEffect(const CountedSections &Other) const {
  if (Owed != Other.Owed || Lost != Other.Lost)
    return false;
  const CountedSection *A = Open, *B = Other.Open;
  for (; A && B && A != B; A = A->Outer, B = B->Outer)
    if (A->Before != B->Before)
      return false;
  return A == B;
}

uint64_t CountedSections::hash() const {
  llvm::hash_code H = llvm::hash_combine(Owed, Lost);
  for (const CountedSection *C = Open; C; C = C->Outer)
    H = llvm::hash_combine(H, C->Before->Id);
  return H;
}

bool CountedSections::join(const CountedSections &Other) {
  bool Changed = false;
  // Of sections that give back the same, the first stand for both. They differ
  // only when states of unequal property are forced together.
  if (!sameEffect(Other) && !Lost) {
    *this = {};
    Lost = Changed = true;
  }
  if (!Owed && Ended &&
      (Ended != Other.Ended || EndedLock != Other.EndedLock)) {
    Ended = nullptr;
    EndedLock = nullptr;
    Changed = true;
  }
  return Changed;
}

void CountedSections::dump(llvm::raw_ostream &OS) const {
  for (const CountedSection *C = Open; C; C = C->Outer)
    OS << ", counted since " << describe(C->Begin) << " over "
       << (C->Before->isConst(0)   ? "off"
           : C->Before->isConst(1) ? "on"
                                   : describe(C->Before));
  if (Owed)
    OS << ", counted sections of the caller ended: " << unsigned(Owed);
  if (Lost)
    OS << ", counted sections lost";
}

//===----------------------------------------------------------------------===//
// What happens
//===----------------------------------------------------------------------===//

/// What interrupts were before the caller began the \p Nth of its sections,
/// from the innermost: unknown here, and one value on all paths.
static const Expr *beforeCaller(ExprPool &Pool, unsigned Nth) {
  return Pool.opaque(llvm::hash_combine(0xc0117edu, Nth), {1, false, false});
}

/// Sections of the caller that one path may end; beyond that the count is lost.
static constexpr unsigned MaxOwed = 8;

/// How often the count was raised or lowered on the way here is not known, so
/// nothing is said of this function's.
void Simulator::loseCount(State &S) {
  S.Irq.Counted = {};
  S.Irq.Counted.Lost = LosesCount = true;
  S.Irq.Section.forget();
}

/// \p New begins; its Outer is still open.
void Simulator::beginCounted(State &S, const CountedSection &New) {
  CountedSections &Counted = S.Irq.Counted;
  const Event *Enabled = S.Irq.Opening.EnabledCaller;
  if (Counted.Owed) {
    // Taken again for the caller, which goes on where it was.
    if (--Counted.Owed) {
      S.Irq.Now = beforeCaller(Pool, Counted.Owed);
      S.Irq.By = New.Begin;
    } else {
      S.Irq.Now = Pool.entry();
      S.Irq.By = nullptr;
      Counted.Ended = nullptr;
    }
    return;
  }
  for (const CountedSection *C = Counted.Open; C; C = C->Outer)
    if (C->Begin == New.Begin)
      loseCount(S); // in another round of a loop
  if (!Counted.Lost) {
    beginSection(S, New.Begin, nullptr);
    S.Irq.Opening.EnabledCaller = Enabled; // goes on behind it
    Counted.Open = Pool.keep(New);
  }
  if (S.isOn(Pool) != Tri::False)
    S.Irq.By = New.Begin;
  S.Irq.Now = Pool.constant(0);
}

/// \p At lowers the count; \p Args are those of the call.
void Simulator::endCounted(State &S, const Event *At,
                           llvm::ArrayRef<const Expr *> Args) {
  CountedSections &Counted = S.Irq.Counted;
  const Expr *Lock = Args.empty() ? nullptr : Args.front();
  const bool IsAgain = !Counted.Open && !Counted.Owed && Counted.Ended &&
                       Counted.Ended != At && Counted.EndedLock == Lock &&
                       Counted.Ended->spelling() == At->spelling();
  if (!Counted.Lost)
    tell([&](Listener &L) { L.endsCounted(At, IsAgain, S); });
  if (IsAgain)
    return;
  const CountedSection *Was = Counted.Open;
  if (!Was) {
    if (!Counted.Lost &&
        (Counted.Owed == MaxOwed || (Counted.Owed && Counted.Ended == At)))
      loseCount(S);
    endSection(S);
    if (!Counted.Lost)
      ++Counted.Owed;
    S.Irq.Now = beforeCaller(Pool, Counted.Owed);
    S.Irq.By = At;
  } else {
    Counted.Open = Was->Outer;
    if (S.Path.truth(Pool, Was->Before) != Tri::False) {
      const Event *Enabled = S.Irq.Opening.EnabledCaller;
      endSection(S);
      S.Irq.Opening.EnabledCaller = Enabled;
    }
    S.Irq.Now = Was->Before;
    // What a story goes on from has to be there again.
    const bool IsStory = Was->By && (Was->By == S.Irq.Pair.Closed ||
                                     Was->By == S.Irq.Opening.Opened ||
                                     Was->By == S.Irq.Opening.Reclosed);
    S.Irq.By = IsStory || Was->Before->isConst(0) ? Was->By : At;
  }
  Counted.Ended = At;
  Counted.EndedLock = Lock;
}

/// Tells when \p At makes interrupts \p Then although a counted section is
/// open.
void Simulator::noteBreak(const State &S, const Event *At, const Expr *Then) {
  if (S.Irq.Counted.Open && S.isOn(Pool) == Tri::False &&
      S.Path.truth(Pool, Then) != Tri::False)
    tell([&](Listener &L) { L.breaksCounted(At, Then, S); });
}

/// \p At restores what interrupts were before the counted sections that are
/// open. That has been told; their ends are meant to keep it.
void Simulator::restoreInside(State &S, const Event *At, const Expr *Then) {
  noteBreak(S, At, Then);
  CountedSections &Counted = S.Irq.Counted;
  if (!Counted.Open || S.Path.truth(Pool, Then) == Tri::False)
    return;
  llvm::SmallVector<CountedSection, 2> All;
  for (const CountedSection *C = Counted.Open; C; C = C->Outer)
    All.push_back({C->Begin, Then, At, nullptr});
  Counted.Open = nullptr;
  for (CountedSection &C : llvm::reverse(All)) {
    C.Outer = Counted.Open;
    Counted.Open = Pool.keep(C);
  }
}

/// Whether \p Callee, which returns by \p R, returns by another row that leaves
/// another count, and that a caller can tell from it by memory at best.
bool Simulator::mayEndCounted(const Summary &Callee, const Row &R) const {
  return llvm::any_of(Callee.Rows, [&](const Row &Other) {
    return !R.Counted.sameEffect(Other.Counted) &&
           !tellsApart(Pool, R, Other, /*ByMemory=*/false);
  });
}

/// A call of a function that returns by \p R has begun counted sections that it
/// left open, or has ended some of this function's.
void Simulator::applyCounted(const Row &R, llvm::ArrayRef<const Expr *> Args,
                             Substitution &Subst, State &New) {
  for (unsigned I = 0; I != R.Counted.Owed; ++I) {
    if (I)
      New.Irq.Counted.Ended = nullptr; // not again, but once more
    endCounted(New, Subst.event(R.Counted.Ended), Args);
  }
  llvm::SmallVector<const CountedSection *, 2> Inner;
  for (const CountedSection *C = R.Counted.Open; C; C = C->Outer)
    Inner.push_back(C);
  for (const CountedSection *C : llvm::reverse(Inner))
    beginCounted(New, {Subst.event(C->Begin), Subst.expr(C->Before),
                       C->By ? Subst.event(C->By) : New.Irq.By,
                       New.Irq.Counted.Open});
}

} // namespace pvlint::solve
