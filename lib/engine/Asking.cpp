//===- Asking.cpp - memory that callers ask about -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A slice keeps what matters for interrupts in its own function. What a callee
// writes to other memory matters only if a decision of a caller asks about it:
//
//     static void lock(struct dev *d)
//     {
//             d->locked = d->shared;
//             if (d->shared)
//                     spin_lock_irqsave(&d->lock, d->flags);
//     }
//     …       lock(d); …; if (d->locked) spin_unlock_irqrestore(…);
//
// So a caller's slice says which names of memory it asks about, by itself or by
// the conditions in its callees' summaries, and callees that write those, or to
// where they are given the address of one, are solved once more, and keep these
// writes.
//
// Limits: what is called through a pointer is not asked; what a function writes
// is looked for in itself and in what it calls, no deeper; one that writes to
// more than MaxWritten names is believed to write to none that counts.
//
//===----------------------------------------------------------------------===//

#include "engine/Memory.h"
#include "engine/Solver.h"
#include "llvm/ADT/SetVector.h"

namespace pvlint::solve {

static constexpr size_t MaxWritten = 32;

Solver::OwnWrites Solver::ownWrites(llvm::StringRef Name) {
  const Solved *S = find(Name);
  std::unique_ptr<flow::Function> Demanded;
  const flow::Function *F = S ? S->Original.get() : nullptr;
  if (!F && OnDemand) {
    // In a linked program also of one that is too big to be solved for this.
    Demanded =
        OnDemand(Name, IsLinked || (S && !S->Neutral) ? DemandKind::None
                                                      : DemandKind::Value);
    F = Demanded.get();
  }
  OwnWrites Own;
  if (!F)
    return Own;
  for (const auto &Field : flow::writtenNames(*F))
    Own.Names.push_back(Pool.text(Field.getKey()));
  const std::vector<llvm::StringRef> Pointed = flow::pointedNames(*F);
  for (const flow::Block &B : F->Blocks)
    for (const flow::Op &O : B.Ops)
      if (O.Code == flow::Opcode::Load && O.P.K == flow::Place::Global &&
          O.Ty.Bits == Pool.contract().wordBits() && !O.Ty.Pointer &&
          !llvm::is_contained(Own.Globals, O.P.Name)) {
        Own.Globals.push_back(Pool.text(O.P.Name));
      } else if (O.Code == flow::Opcode::Call &&
                 O.CalleeIs == flow::CalleeKind::Function && !entry(O.Callee)) {
        const llvm::StringRef Callee = Pool.text(O.Callee);
        Own.Callees.push_back(Callee);
        for (const flow::Operand &A : O.Args)
          if (A.isTemp() && !Pointed[A.Index].empty())
            Own.Given.emplace_back(Callee, Pool.text(Pointed[A.Index]));
      }
  return Own;
}

/// What is returned stays where it is.
const Solver::OwnWrites &Solver::ownOf(llvm::StringRef Name) {
  auto It = WrittenAlone.find(Name);
  if (It == WrittenAlone.end())
    It = WrittenAlone.try_emplace(Name, ownWrites(Name)).first;
  return It->second;
}

bool Solver::readsGlobal(const flow::Op &Call, llvm::StringRef Global) {
  if (Call.CalleeIs != flow::CalleeKind::Function || entry(Call.Callee))
    return false;
  const OwnWrites &Own = ownOf(Call.Callee);
  return llvm::is_contained(Own.Globals, Global) ||
         llvm::any_of(Own.Callees, [&](llvm::StringRef Callee) {
           return llvm::is_contained(ownOf(Callee).Globals, Global);
         });
}

const std::vector<llvm::StringRef> &Solver::written(llvm::StringRef Name) {
  if (auto Known = Written.find(Name); Known != Written.end())
    return Known->second;
  std::vector<llvm::StringRef> All;
  if (!entry(Name)) {
    const OwnWrites &Here = ownOf(Name);
    All = Here.Names;
    for (llvm::StringRef Callee : Here.Callees)
      llvm::append_range(All, ownOf(Callee).Names);
    for (const auto &[Callee, Field] : Here.Given)
      if (llvm::is_contained(ownOf(Callee).Names, flow::AnyPointee))
        All.push_back(Field);
    llvm::sort(All);
    All.erase(llvm::unique(All), All.end());
    if (All.size() > MaxWritten)
      All.clear();
  }
  return Written[Name] = std::move(All);
}

bool Solver::writes(llvm::StringRef Name, llvm::StringRef Field) {
  return llvm::binary_search(written(Name), Field);
}

bool Solver::writes(const flow::Op &Call, llvm::StringRef Field) {
  return Call.CalleeIs == flow::CalleeKind::Function &&
         writes(Call.Callee, Field);
}

llvm::ArrayRef<llvm::StringRef> Solver::asked(llvm::StringRef Name) const {
  auto It = Asked.find(Name);
  if (It == Asked.end())
    return {};
  return It->second;
}

void Solver::ask(llvm::StringRef Name, const llvm::StringSet<> &Asks) {
  std::vector<llvm::StringRef> &Known = Asked[Name];
  const size_t Before = Known.size();
  for (llvm::StringRef Field : written(Name))
    if (Asks.contains(Field) && !llvm::is_contained(Known, Field))
      Known.push_back(Field);
  if (Known.size() == Before)
    return;
  llvm::sort(Known);
  Solved *S = find(Name);
  if (!S) {
    (void)findSummary(Name, DemandKind::Value);
  } else if (!S->Original && OnDemand) { // not being solved just now
    S->Original = OnDemand(Name, S->Neutral ? S->Why : DemandKind::None);
    const Tally Counted = Count; // with it, the first time
    if (S->Original)
      simulate(*S,
               /*KeepReturn=*/!S->Neutral || S->HasReturn || S->S.HasOddExit ||
                   isAnnotated(Name),
               /*Final=*/!IsLinked);
    Count = Counted;
    S->dropBodies();
  }
}

/// Adds the names of the memory that \p E is made of.
static void addNames(const Expr *E, llvm::SetVector<llvm::StringRef> &To) {
  if (!E->HasMemory)
    return;
  if (E->K == Expr::Init) {
    if (const llvm::StringRef Name = nameOf(E->C); !Name.empty())
      To.insert(Name);
  }
  for (const Expr *Part : {E->A, E->B})
    if (Part)
      addNames(Part, To);
  for (const Expr *Part : E->Args)
    addNames(Part, To);
}

std::vector<llvm::StringRef> Solver::namesAskedIn(const Summary &S) {
  llvm::SetVector<llvm::StringRef> Names;
  for (const Row &R : S.Rows) {
    for (const auto &[E, F] : R.When)
      addNames(E, Names);
    if (R.Return)
      addNames(R.Return, Names);
  }
  for (const Obligation &O : S.Obligations)
    for (const auto &[E, F] : O.When)
      addNames(E, Names);
  std::vector<llvm::StringRef> Sorted(Names.begin(), Names.end());
  llvm::sort(Sorted);
  return Sorted;
}

llvm::ArrayRef<llvm::StringRef> Solver::askedBy(const flow::Op &Call) const {
  if (Call.CalleeIs != flow::CalleeKind::Function || entry(Call.Callee))
    return {};
  const Solved *S = find(Call.Callee);
  // Of a neutral function only its result can matter.
  if (!S || (S->Neutral && !S->HasReturn))
    return {};
  return S->AsksCaller;
}

void Solver::askCallees(const flow::Function &Slice,
                        const llvm::StringSet<> &Asks) {
  // A pointer that callers ask about may be passed on.
  const bool PassesOn =
      llvm::binary_search(asked(Slice.key()), flow::AnyPointee);
  if (Asks.empty() && !PassesOn)
    return;
  const bool Recording = std::exchange(RecordingCalls, false);
  const bool Following = std::exchange(FollowingLocks, false);
  const std::vector<llvm::StringRef> Pointed = flow::pointedNames(Slice);
  llvm::StringSet<> WithPointee = Asks;
  WithPointee.insert(flow::AnyPointee);
  for (const flow::Block &B : Slice.Blocks)
    for (const flow::Op &O : B.Ops)
      if (O.Code == flow::Opcode::Call &&
          O.CalleeIs == flow::CalleeKind::Function && !entry(O.Callee)) {
        const bool ByPointer =
            PassesOn || llvm::any_of(O.Args, [&](const flow::Operand &A) {
              return A.isTemp() && Asks.contains(Pointed[A.Index]);
            });
        ask(O.Callee, ByPointer ? WithPointee : Asks);
      }
  RecordingCalls = Recording;
  FollowingLocks = Following;
}

} // namespace pvlint::solve
