//===- Returns.cpp - the ways the simulated function returns --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Simulator.h"
#include "engine/Memory.h"
#include "engine/Rows.h"
#include "engine/Sections.h"
#include "llvm/ADT/Hashing.h"

namespace pvlint::solve {

using flow::Required;

/// The function leaves interrupts as it found them.
static void keepEntry(ExprPool &Pool, Row &R) {
  R.Irq = Pool.entry();
  R.IrqEvent = nullptr;
  R.Counted = {};
}

/// Whether callers are told that \p V is in \p C: words always, and what is in
/// the object they pass; else what one asks about.
bool Simulator::isForCallers(const Cell *C, const Expr *V) const {
  return V->HasWord || V->HasEntry ||
         (C->K == Cell::Pointee && C->Pointer->K == Expr::Param) ||
         llvm::binary_search(Program.asked(Sc.key()), nameOf(C));
}

void Simulator::addRow(const State &S, const Expr *Return,
                       const flow::Range &At) {
  const flow::Primitive *Entry = Pool.contract().function(F.Name);
  // Where its word is, and whether it saves one, is the count's to know.
  const bool IsCount = Entry && Entry->Counted != flow::CountedUse::No;
  Row R;
  llvm::SmallVector<const Expr *, 4> Given;
  if (Return)
    Given.push_back(Return);
  // Objects and numbers that are handed out through the caller's pointers.
  for (const State::Slot &Slot : S.Cells)
    if (const Cell *C = Pool.cell(Slot.first);
        C->K == Cell::Pointee && C->Pointer->K == Expr::Param)
      Given.push_back(Slot.second);
  R.When = callerVisible(S.Path, Given);
  R.Return = Return;
  R.Irq = S.Irq.Now;
  // What a test has settled is not left to the caller to guess.
  if (S.Irq.Now != Pool.entry())
    if (Tri T = S.isOn(Pool); T != Tri::Unknown)
      R.Irq = Pool.constant(T == Tri::True);
  R.IrqEvent = S.Irq.By;
  R.Counted = S.Irq.Counted;
  if (!R.Counted.Owed)
    R.Counted.Ended = nullptr;
  if (Return && !Return->isConst())
    R.ReturnIs = S.Path.about(Pool, Return);
  if (Sc.Is != Pass::Watch)
    tell([&](Listener &L) { L.returns(R, At, S); });
  const bool Loses = !IsCount && losesWord(Pool, S, Return);
  if (!Sc.Says || !Sc.Says->Entry.hasEffect())
    HasOddExit |= Loses || lostToSecond(Pool, S, Return);
  const OffSection &Open = S.Irq.Section;
  if (Open && R.Irq->isConst(0) && !S.MayBeOpen) {
    R.InSection = true;
    R.SectionWord = Open.Word;
    R.WordIsOut = Open.WordIsOut && Open.Holder &&
                  !visibleToCaller(Open.Holder) && Open.Holder->K != Cell::Var;
  }
  R.EnabledCaller = R.Irq->isConst(1) ? S.Irq.Opening.EnabledCaller : nullptr;
  if (Loses) {
    // Reported here, and callers can do nothing about it.
    keepEntry(Pool, R);
    R.InSection = false;
    R.SectionWord = nullptr;
  }
  if (!IsCount)
    believe(S, R);
  if (!Loses) // who slept before that is told there
    R.Sleep = S.Sleep;
  R.Restored = S.Restored;
  for (const State::Slot &Slot : S.Cells) {
    const Cell *C = Pool.cell(Slot.first);
    if (!visibleToCaller(C) || OthersWrote.contains(Slot.second) ||
        !isForCallers(C, Slot.second))
      continue;
    if (const Expr *V = Slot.second;
        Believes.DeepEffectsAreBalanced && V->K == Expr::Word &&
        V->Origin->Depth > MaxWordDepth && !isOutPointer(C)) {
      Program.noteTooDeep();
      continue;
    }
    // Of a caller's own variable, `f(&flags)`, it learns that the word there
    // has been restored: see Summary::Left for all other memory.
    if (isLeftBehind(S, C, Slot.second) && !isOutPointer(C))
      R.Writes.push_back(
          {C, Pool.opaque(llvm::hash_combine(0x4e9, C->Id)), {}});
    else
      R.Writes.push_back(
          {C, Slot.second,
           Slot.second->isConst() ? Fact() : S.Path.about(Pool, Slot.second)});
  }
  for (Row &Old : Rows)
    if (sameEffect(Pool, Old, R, Sc.Why == DemandKind::Value) &&
        (Old.When == R.When || Rows.size() >= MaxWaysOut)) {
      joinRow(Pool, Old, R);
      return;
    }
  Rows.push_back(std::move(R));
}

static bool excludeEachOther(ExprPool &Pool, const Facts &A, const Facts &B) {
  if (A.contradicts(B))
    return true;
  // Most of what one knows the other does too: a copy is made for the rest.
  std::optional<Facts> Both;
  for (const auto &[E, F] : B) {
    if (!Both) {
      if (const Fact *Same = A.find(E);
          Same && *Same == F && E->K != Expr::Address)
        continue;
      Both = A;
    }
    if (!Both->add(Pool, E, F))
      return true;
  }
  return false;
}

namespace {

/// What tells a row from each of the others, asked for when it is wanted.
class Apart {
public:
  Apart(ExprPool &Pool, Row R, llvm::ArrayRef<Row> Others)
      : Pool(&Pool), R(std::move(R)), Others(Others), Known(Others.size()) {}

  /// A caller tells them by what it passes or by the result.
  bool byAll(size_t I) {
    return ask(I, &Answers::ByAll, [&] {
      return tellsApart(*Pool, R, Others[I], /*ByMemory=*/true);
    });
  }
  /// By what it passes alone: a result that tells is no help to one that asks
  /// the same question again.
  bool byWhen(size_t I) {
    return ask(I, &Answers::ByWhen,
               [&] { return excludeEachOther(*Pool, R.When, Others[I].When); });
  }
  const Row &row() const { return R; }
  Row take() { return std::move(R); }

private:
  struct Answers {
    std::optional<bool> ByAll, ByWhen;
  };
  bool ask(size_t I, std::optional<bool> Answers::*Which,
           llvm::function_ref<bool()> Find) {
    std::optional<bool> &A = Known[I].*Which;
    if (!A)
      A = Find();
    return *A;
  }

  ExprPool *Pool;
  Row R;
  llvm::ArrayRef<Row> Others;
  std::vector<Answers> Known;
};

} // namespace

/// Whether a caller that has one row, \p Both, for \p A and \p B could mistake
/// it for a row of \p Others, of another effect, from which it can tell both of
/// them. Behind `if (a && b) lock();` there are two ways that lock nothing, and
/// only apart do they say that not both are true.
static bool needsBoth(ExprPool &Pool, Apart &A, Apart &B, Apart &Both,
                      llvm::ArrayRef<Row> Others, bool SplitResults) {
  for (size_t I = 0; I != Others.size(); ++I)
    if (!sameEffect(Pool, A.row(), Others[I], SplitResults) &&
        ((A.byAll(I) && B.byAll(I) && !Both.byAll(I)) ||
         (A.byWhen(I) && B.byWhen(I) && !Both.byWhen(I))))
      return true;
  return false;
}

/// Whether \p A and \p B leave different numbers in memory that a caller asks
/// about, or one of them what was there, and what that caller passes tells
/// which.
bool Simulator::leaveOtherNumbers(const Row &A, const Row &B) const {
  const llvm::ArrayRef<llvm::StringRef> Asked = Program.asked(Sc.key());
  if (Asked.empty())
    return false;
  auto LeavesOther = [&](const Row &X, const Row &Y) {
    return llvm::any_of(X.Writes, [&](const Row::Write &W) {
      if (!W.Value->isConst() || !llvm::binary_search(Asked, nameOf(W.To)))
        return false;
      const auto Other = llvm::find_if(
          Y.Writes, [&](const Row::Write &V) { return V.To == W.To; });
      return Other == Y.Writes.end()
                 ? numberAt(Y.When, W.To) != W.Value->Value
                 : Other->Value->isConst() && Other->Value != W.Value;
    });
  };
  return (LeavesOther(A, B) || LeavesOther(B, A)) &&
         excludeEachOther(Pool, A.When, B.When);
}

/// Rows of equal effect become one where a caller loses nothing by it: which of
/// them it was tells nothing about interrupts.
void Simulator::joinRows() {
  const bool SplitResults = Sc.Why == DemandKind::Value;
  std::vector<Apart> Kept;
  for (const Row &R : Rows) {
    Apart New(Pool, R, Rows);
    auto JoinsOne = [&](bool WithOtherNumbers) {
      return llvm::any_of(Kept, [&](Apart &Old) {
        if (!sameEffect(Pool, Old.row(), R, SplitResults) ||
            (!WithOtherNumbers && leaveOtherNumbers(Old.row(), R)))
          return false;
        Row Joined = Old.row();
        joinRow(Pool, Joined, R);
        Apart Both(Pool, std::move(Joined), Rows);
        if (needsBoth(Pool, Old, New, Both, Rows, SplitResults))
          return false;
        Old = std::move(Both);
        return true;
      });
    };
    if (!JoinsOne(false) && (Kept.size() < MaxNumbers || !JoinsOne(true)))
      Kept.push_back(std::move(New));
  }
  std::vector<Row> Result;
  Result.reserve(Kept.size()); // summaries stay
  for (Apart &K : Kept)
    Result.push_back(K.take());
  Rows = std::move(Result);
}

/// Where the path has lost the truth, the row says what is believed instead. A
/// pair has begun, or a reopening is closed, only where that is believed.
void Simulator::believe(const State &S, Row &R) {
  if (R.Counted.isUsed())
    return; // it is in no section but that
  if (Believes.TestedEntryIsKept && !R.Irq->HasEntry &&
      S.Path.truth(Pool, Pool.entry()) == (R.Irq->isConst(1) ? Tri::True
                                           : R.Irq->isConst(0)
                                               ? Tri::False
                                               : Tri::Unknown) &&
      R.Irq->isConst())
    keepEntry(Pool, R);
  R.Disabled = R.Irq->isConst(0) ? S.Irq.Pair.Disabled : nullptr;
  if (S.Irq.Pair.Began && R.Irq->isConst(1)) {
    R.Paired = S.Irq.By;
    keepEntry(Pool, R);
  } else if (Believes.SleepsEndBalanced && R.Irq->isConst(1) && R.IrqEvent &&
             R.IrqEvent->innermost()->K == Event::Sleep) {
    keepEntry(Pool, R);
  } else if (Believes.DeepEffectsAreBalanced && R.IrqEvent &&
             R.IrqEvent->Depth > MaxEffectDepth) {
    Program.noteTooDeep();
    keepEntry(Pool, R);
  } else if (Believes.LostWordsAreRestored && R.Irq->HasLocal) {
    // A word that was lost from sight has been restored: believed to be the one
    // of the entry.
    keepEntry(Pool, R);
  } else if (S.Irq.Opening.Reclosed && S.Irq.isOff() &&
             S.Irq.By == S.Irq.Opening.Reclosed) {
    Reopens = true;
    keepEntry(Pool, R);
  } else if (S.Irq.Now == Pool.entry()) {
    R.Paired = S.Irq.Pair.Closed;
  }
  // Saved and turned off, and the word is not handed out: the restore was lost
  // from sight, or is missing; callers cannot do it in either case.
  if (Believes.LostWordsAreRestored && R.Irq->isConst(0) &&
      !S.Irq.Pair.Disabled && !S.Irq.Opening.Reclosed &&
      !(S.Irq.By && assertsOn(S.Irq.By)) && !(R.Return && R.Return->HasWord) &&
      llvm::none_of(S.Cells, [&](const State::Slot &Slot) {
        return Slot.second->HasWord && visibleToCaller(Pool.cell(Slot.first));
      }))
    keepEntry(Pool, R);
}

/// A function that closes its section on one path and leaves it open on
/// another, where no caller could tell the two apart, has not two ends; the
/// path has lost whether it holds the lock.
void Simulator::dropLostHalves() {
  if (!Believes.UnequalHalvesAreClosed)
    return;
  for (Row &Open : Rows) {
    if (!Open.Irq->isConst(0))
      continue;
    for (const Row &Closed : Rows)
      if (Closed.Irq == Pool.entry() && Closed.Paired &&
          !tellsApart(Pool, Open, Closed, /*ByMemory=*/true)) {
        keepEntry(Pool, Open);
        break;
      }
  }
}

/// Where null or an error pointer says that a function did otherwise, what it
/// returns instead is neither: with null, what it read from memory, and with an
/// error pointer, whatever it got.
void Simulator::believeResultTells() {
  for (Row &R : Rows) {
    if (R.Return && R.Return->Ty.Pointer && !R.Return->isConst() &&
        !R.ReturnIs.IsEqual && llvm::any_of(Rows, [&](const Row &Error) {
          return Error.Return && Error.Return->isConst() &&
                 isErrorPointer(Error.Return->Value) && Error.Irq != R.Irq;
        }))
      R.ReturnIs = Fact::object();
    const Expr *Read = R.Return;
    if (!Read || !Read->Ty.Pointer || !Read->HasMemory ||
        R.ReturnIs.excludes(0))
      continue;
    const bool NullTells = llvm::any_of(Rows, [&](const Row &Null) {
      return Null.Return && Null.Return->isConst(0) && Null.Irq != R.Irq;
    });
    if (!NullTells)
      continue;
    R.Return = Pool.opaque(llvm::hash_combine(0x9011, Read->Id), Read->Ty);
    R.ReturnIs = Fact();
    R.ReturnIs.Not.push_back(0);
  }
}

void Simulator::mergeRows(Summary &Out) {
  for (Row &R : Rows)
    if (R.Counted.Lost || (LosesCount && R.Counted.isUsed())) {
      keepEntry(Pool, R);
      R.InSection = false;
      R.SectionWord = nullptr;
    }
  believeResultTells();
  joinRows();
  if (Rows.size() > MaxRows) {
    Merged = true;
    Row &First = Rows.front();
    for (Row &R : llvm::drop_begin(Rows)) {
      if (R.Irq != First.Irq)
        First.Irq = Pool.opaque(0x3a11u, {1, false, false});
      joinRow(Pool, First, R);
    }
    if (First.Counted.Lost)
      keepEntry(Pool, First);
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
  Out.Merged = Merged || LosesCount;
  Out.HasOddExit = HasOddExit;
  Out.Reopens = Reopens;
  Out.Rows = std::move(Rows);
  Out.Left = std::move(Left);
}

void Simulator::assumeDeclared(State &Start) {
  if (Sc.Says && Sc.Says->Entry.Requires != Required::Anything)
    (void)Start.Path.assume(Pool, Pool.entry(),
                            Sc.Says->Entry.Requires == Required::On);
}

/// What was assumed of the entry is no condition of a row: a caller that is
/// wrong about it has been told.
void Simulator::forgetDeclared(Summary &Out) {
  if (!Sc.Says || Sc.Says->Entry.Requires == Required::Anything)
    return;
  auto IsEntry = [&](const Expr *E) { return E == Pool.entry(); };
  const int64_t Assumed = Sc.Says->Entry.Requires == Required::On;
  for (Row &R : Out.Rows) {
    R.When.removeIf(IsEntry);
    if (R.Irq->isConst(Assumed)) {
      keepEntry(Pool, R);
      R.Disabled = R.EnabledCaller = nullptr;
      R.InSection = false;
      R.SectionWord = nullptr;
    }
  }
  for (Obligation &O : Out.Obligations)
    O.When.removeIf(IsEntry);
}

} // namespace pvlint::solve
