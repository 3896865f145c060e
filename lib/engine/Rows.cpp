//===- Rows.cpp - the ways a function returns -----------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionSolver.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

Facts FunctionSolver::callerVisible(const Facts &In) const {
  Facts Out = In;
  Out.removeIf([](const Expr *E) { return E->HasLocal; });
  return Out;
}

static bool visibleToCaller(const Cell *C) {
  return C->K == Cell::Global ||
         (C->K == Cell::Pointee && !C->Pointer->HasLocal);
}

void FunctionSolver::addRow(const State &S, const Expr *Return,
                            const flow::Range &At) {
  Row R;
  R.When = callerVisible(S.Path);
  R.Return = Return;
  R.Irq = S.Irq;
  // What a test has settled is not left to the caller to guess.
  if (S.Irq != Pool.entry())
    if (Tri T = S.Path.truth(Pool, S.Irq); T != Tri::Unknown)
      R.Irq = Pool.constant(T == Tri::True);
  R.IrqEvent = S.IrqEvent;
  if (Return && !Return->isConst())
    R.ReturnIs = S.Path.about(Pool, Return);
  noteDeclared(S, Return, At);
  if (!Says || !Says->Entry.hasEffect())
    noteExit(S, R, At);
  if (S.Section && R.Irq->isConst(0) && !S.MayBeOpen) {
    R.InSection = true;
    R.SectionWord = S.SectionWord;
    R.WordIsOut = S.WordIsOut && S.SectionCell &&
                  !visibleToCaller(S.SectionCell) &&
                  S.SectionCell->K != Cell::Var;
  }
  R.EnabledCaller = R.Irq->isConst(1) ? S.EnabledCaller : nullptr;
  if (losesWord(S, Return)) {
    // Reported here, and callers can do nothing about it.
    R.Irq = Pool.entry();
    R.IrqEvent = nullptr;
    R.InSection = false;
    R.SectionWord = nullptr;
  }
  if (Parent.isWholeProgram() && !R.Irq->HasEntry &&
      S.Path.truth(Pool, Pool.entry()) == (R.Irq->isConst(1) ? Tri::True
                                           : R.Irq->isConst(0)
                                               ? Tri::False
                                               : Tri::Unknown) &&
      R.Irq->isConst()) {
    // As it was found at entry.
    R.Irq = Pool.entry();
    R.IrqEvent = nullptr;
  }
  R.Disabled = R.Irq->isConst(0) ? S.Disabled : nullptr;
  if (S.Began && R.Irq->isConst(1)) {
    R.Irq = Pool.entry();
    R.Paired = S.IrqEvent;
    R.IrqEvent = nullptr;
  } else if (Parent.isWholeProgram() && R.Irq->isConst(1) && R.IrqEvent &&
             R.IrqEvent->innermost()->K == Event::Sleep) {
    // Slept in a section that nothing closed in sight.
    R.Irq = Pool.entry();
    R.IrqEvent = nullptr;
  } else if (Parent.isWholeProgram() && R.IrqEvent &&
             R.IrqEvent->Depth > MaxEffectDepth) {
    ++Parent.Seen.Count.TooDeep;
    R.Irq = Pool.entry();
    R.IrqEvent = nullptr;
  } else if (Parent.isWholeProgram() && R.Irq->HasLocal) {
    // A word that was lost from sight has been restored: believed to be the one
    // of the entry.
    R.Irq = Pool.entry();
    R.IrqEvent = nullptr;
  } else if (S.Reclosed && S.Irq->isConst(0) && S.IrqEvent == S.Reclosed) {
    Reopens = true;
    R.Irq = Pool.entry();
    R.IrqEvent = nullptr;
  } else if (S.Irq == Pool.entry()) {
    R.Paired = S.Paired;
  }
  if (Parent.isWholeProgram() && R.Irq->isConst(0) && !S.Disabled &&
      !S.Reclosed && !(Return && Return->HasWord) &&
      llvm::none_of(S.Cells, [&](const State::Slot &Slot) {
        return Slot.second->HasWord && visibleToCaller(Pool.cell(Slot.first));
      })) {
    // Saved and turned off, and the word is not handed out: the restore was
    // lost from sight, or is missing; callers cannot do it in either case.
    R.Irq = Pool.entry();
    R.IrqEvent = nullptr;
  }
  R.HasSlept = S.HasSlept;
  R.SleepEvent = S.HasSlept == Slept::No ? nullptr : SleepEvent;
  R.Restored = S.Restored;
  for (const State::Slot &Slot : S.Cells) {
    const Cell *C = Pool.cell(Slot.first);
    if (visibleToCaller(C))
      R.Writes.push_back(
          {C, Slot.second,
           Slot.second->isConst() ? Fact() : S.Path.about(Pool, Slot.second)});
  }
  // Rows of equal effect are one; which it was tells nothing about interrupts,
  // but the values it can return tell it from rows of other effect.
  for (Row &Old : Rows)
    if (sameEffect(Old, R)) {
      joinRow(Old, R);
      return;
    }
  Rows.push_back(std::move(R));
}

bool FunctionSolver::sameEffect(const Row &A, const Row &B) const {
  auto Words = [](const Row &R) {
    std::vector<std::pair<const Cell *, uint64_t>> W;
    for (const Row::Write &P : R.Writes)
      if (P.Value->HasWord)
        W.emplace_back(P.To, P.Value->sameFateId());
    return W;
  };
  const bool SameSleep =
      A.HasSlept == B.HasSlept || (A.When.empty() && B.When.empty());
  // `lruvec = relock(folio, lruvec)`: that it holds what it held before, or
  // another lock, is all that tells whether there is one.
  auto Given = [](const Row &R) {
    return R.Return && R.Return->K == Expr::Param && R.Return->Ty.Pointer
               ? R.Return
               : nullptr;
  };
  if (Given(A) != Given(B))
    return false;
  const bool WordReturn =
      (A.Return && A.Return->HasWord) || (B.Return && B.Return->HasWord);
  // A predicate's caller wants to know when it is true.
  auto ResultClass = [](const Row &R) {
    if (!R.Return)
      return Tri::Unknown;
    if (R.Return->isConst())
      return R.Return->Value ? Tri::True : Tri::False;
    if (R.ReturnIs.IsEqual)
      return R.ReturnIs.Equal ? Tri::True : Tri::False;
    return R.ReturnIs.excludes(0) ? Tri::True : Tri::Unknown;
  };
  if (SplitResults && ResultClass(A) != ResultClass(B))
    return false;
  return A.Irq == B.Irq && !A.Paired == !B.Paired && SameSleep &&
         (!WordReturn || A.Return == B.Return) &&
         A.When.truth(Pool, Pool.entry()) == B.When.truth(Pool, Pool.entry()) &&
         Words(A) == Words(B);
}

/// Results that differ only in value meet; the caller loses nothing but which
/// of them it was.
void FunctionSolver::joinRow(Row &Into, const Row &R) {
  if (Into.ReturnIs != R.ReturnIs || Into.Return != R.Return) {
    auto Values = [](const Row &X) {
      return X.Return && X.Return->isConst()
                 ? std::optional(Fact::Values{X.Return->Value})
                 : X.ReturnIs.values();
    };
    auto Nonzero = [](const Row &X) {
      return X.Return && X.Return->isConst() ? X.Return->Value != 0
             : X.Return && X.Return->K == Expr::Address
                 ? true
                 : X.ReturnIs.excludes(0);
    };
    auto A = Values(Into), B = Values(R);
    Fact Either;
    if (A && B) {
      A->append(B->begin(), B->end());
      Either = Fact::oneOf(std::move(*A));
    } else if (Nonzero(Into) && Nonzero(R)) {
      Either.Not.push_back(0);
    }
    Into.ReturnIs = Either;
  }
  if (Into.Return != R.Return)
    Into.Return = Into.Return && R.Return
                      ? Pool.opaqueLike(0x4e7, Into.Return, R.Return)
                      : nullptr;
  Into.When.intersect(R.When);
  if (!R.Disabled)
    Into.Disabled = nullptr;
  if (!R.EnabledCaller)
    Into.EnabledCaller = nullptr;
  if (Into.InSection != R.InSection || Into.SectionWord != R.SectionWord) {
    Into.InSection = false;
    Into.SectionWord = nullptr;
  }
  Into.WordIsOut |= R.WordIsOut;
  if (!R.Paired)
    Into.Paired = nullptr;
  llvm::erase_if(Into.Restored, [&](const Expr *W) {
    return !llvm::is_contained(R.Restored, W);
  });
  if (Into.HasSlept != R.HasSlept)
    Into.HasSlept = Slept::Maybe;
  // What is written on one path only, or differs, is unknown after the call.
  auto Blur = [&](Row::Write &W) {
    if (W.Value->HasWord)
      return;
    W.Value = Pool.opaqueLike(llvm::hash_combine(0x4e8, W.To->Id), W.Value);
    W.Is = Fact();
  };
  for (Row::Write &W : Into.Writes) {
    auto Theirs = llvm::find_if(
        R.Writes, [&](const Row::Write &X) { return X.To == W.To; });
    if (Theirs == R.Writes.end() || !(*Theirs == W))
      Blur(W);
  }
  for (const Row::Write &W : R.Writes)
    if (llvm::none_of(Into.Writes,
                      [&](const Row::Write &X) { return X.To == W.To; })) {
      Into.Writes.push_back(W);
      Blur(Into.Writes.back());
    }
}

/// Whether a caller can tell that it was \p A and not \p B: by the result, or
/// by what it passed; with \p ByMemory also by what is in memory.
bool FunctionSolver::tellsApart(const Row &A, const Row &B,
                                bool ByMemory) const {
  auto Values = [](const Row &R) {
    return R.Return && R.Return->isConst()
               ? std::optional(Fact::Values{R.Return->Value})
               : R.ReturnIs.values();
  };
  auto Excludes = [](const Row &R, int64_t V) {
    return R.Return && R.Return->isConst() ? R.Return->Value != V
                                           : R.ReturnIs.excludes(V);
  };
  for (auto [X, Y] : {std::pair(&A, &B), std::pair(&B, &A)})
    if (auto V = Values(*X);
        V && llvm::all_of(*V, [&](int64_t N) { return Excludes(*Y, N); }))
      return true;
  Facts Both = A.When;
  for (const auto &[E, F] : B.When)
    if ((ByMemory || !E->HasMemory) && !Both.add(Pool, E, F))
      return true;
  return false;
}

/// Whether \p A and \p B can certainly have the same result: not merely that
/// nothing is known of one of them.
bool FunctionSolver::sameResult(const Row &A, const Row &B) {
  if (A.Return == B.Return)
    return true;
  if (!A.Return || !B.Return)
    return false;
  auto Values = [](const Row &R) {
    return R.Return->isConst() ? std::optional(Fact::Values{R.Return->Value})
                               : R.ReturnIs.values();
  };
  auto V = Values(A), W = Values(B);
  return V && W &&
         llvm::any_of(*V, [&](int64_t N) { return llvm::is_contained(*W, N); });
}

/// In a linked program: a function that closes its section on one path and
/// leaves it open on another, where no caller could tell the two apart, has not
/// two ends; the path has lost whether it holds the lock.
void FunctionSolver::dropLostHalves() {
  if (!Parent.isWholeProgram())
    return;
  for (Row &Open : Rows) {
    if (!Open.Irq->isConst(0))
      continue;
    for (const Row &Closed : Rows)
      if (Closed.Irq == Pool.entry() && Closed.Paired &&
          !tellsApart(Open, Closed, /*ByMemory=*/true)) {
        Open.Irq = Pool.entry();
        Open.IrqEvent = nullptr;
        break;
      }
  }
}

void FunctionSolver::mergeRows(Summary &Out) {
  if (Rows.size() > MaxRows) {
    Merged = true;
    Row &First = Rows.front();
    for (Row &R : llvm::drop_begin(Rows)) {
      if (R.Irq != First.Irq)
        First.Irq = Pool.opaque(0x3a11u, {1, false, false});
      joinRow(First, R);
    }
    First.Return = nullptr;
    First.Writes.clear();
    Rows.resize(1);
  }
  // A function that disables and enables by itself: where it seems to enable
  // only, the path has lost which of the two it is on.
  if (EverBegan)
    for (Row &R : Rows)
      if (R.Irq->isConst(1)) {
        R.Irq = Pool.entry();
        R.Paired = std::exchange(R.IrqEvent, nullptr);
      }
  dropLostHalves();
  // Who never returns leaves nothing to callers.
  if (Rows.empty())
    llvm::erase_if(Obligations, [](const Obligation &O) {
      return O.K == Obligation::EnterOn;
    });
  Out.Merged = Merged;
  Out.HasOddExit = HasOddExit;
  Out.Reopens = Reopens;
  Out.Rows = std::move(Rows);
  Out.Obligations = std::move(Obligations);
  if (Merged && Report && !Parent.RecordingCalls && !Parent.FollowingLocks)
    ++Parent.Seen.Count.TooManyStates;
}

} // namespace pvlint::solve
