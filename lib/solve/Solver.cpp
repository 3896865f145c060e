//===- Solver.cpp - summaries and observations of a program ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "solve/Solver.h"
#include "flow/Slice.h"
#include "solve/FunctionSolver.h"

namespace pvlint::solve {

bool Summary::isNeutral(ExprPool &Pool) const {
  if (!Obligations.empty())
    return false;
  for (const Row &R : Rows) {
    if (R.Irq != Pool.entry() || R.HasSlept == Slept::Yes ||
        !R.Restored.empty())
      return false;
    if (R.When.truth(Pool, Pool.entry()) != Tri::Unknown)
      return false;
    if (R.Return && (R.Return->HasWord || R.Return->HasEntry))
      return false;
    for (const auto &[C, V, Is] : R.Writes)
      if (V->HasWord || V->HasEntry)
        return false;
  }
  // A function that never returns is not neutral.
  return !Rows.empty();
}

Solver::Solver(const flow::Contract &C, Demand OnDemand)
    : C(C), OnDemand(std::move(OnDemand)), Pool(C) {}

Solver::~Solver() = default;

Solver::Solved *Solver::find(llvm::StringRef Name) const {
  auto It = Known.find(Name);
  return It == Known.end() ? nullptr : It->second.get();
}

bool Solver::isNeutral(llvm::StringRef Name) const {
  if (C.function(Name))
    return false;
  const Solved *S = find(Name);
  return !S || S->Neutral;
}

const Summary *Solver::summaryForCall(llvm::StringRef Name, DemandKind Why) {
  Solved *S = find(Name);
  if (!S && OnDemand && Refused.lookup(Name) < Why) {
    Refused[Name] = Why; // also stops a cycle of demands
    if (std::unique_ptr<flow::Function> F = OnDemand(Name, Why)) {
      std::vector<std::unique_ptr<flow::Function>> Component;
      Component.push_back(std::move(F));
      DemandKind Outer = std::exchange(Demanding, Why);
      solve(std::move(Component));
      Demanding = Outer;
      S = find(Name);
    }
  }
  if (!S)
    return nullptr;
  // Solved as neutral, without the value that is now wanted.
  if (Why == DemandKind::Value && S->Neutral && !S->HasReturn && OnDemand &&
      Refused.lookup(Name) < Why) {
    Refused[Name] = Why;
    S->Original = OnDemand(Name, Why);
    S->Why = Why;
    if (S->Original)
      simulate(*S, /*KeepReturn=*/true, /*Final=*/false);
    S->Original.reset();
  }
  S->S.HasCaller = true;
  return &S->S;
}

void Solver::simulate(Solved &S, bool KeepReturn, bool Final) {
  auto Copy = std::make_unique<flow::Function>(*S.Original);
  flow::SliceOptions Options;
  // A local function pointer may be known where it is called.
  bool PointsToFunctions = false;
  for (const flow::Block &B : Copy->Blocks)
    for (const flow::Op &O : B.Ops)
      PointsToFunctions |=
          O.Code == flow::Opcode::Store && O.A.K == flow::Operand::Function;
  auto IsWordField = [&](llvm::StringRef Name) {
    return S.Why == DemandKind::Word || WordFields.contains(Name);
  };
  Options.IsWordField = IsWordField;
  auto Neutral = [&](const flow::Op &O) {
    switch (O.CalleeIs) {
    case flow::CalleeKind::Function:
      return isNeutral(O.Callee);
    case flow::CalleeKind::Member:
      return C.member(O.Callee) == nullptr;
    case flow::CalleeKind::Asm:
      return C.assembly(O.Callee) == nullptr;
    case flow::CalleeKind::Pointer:
      return O.A.K == flow::Operand::Function ? isNeutral(O.A.Name)
                                              : !PointsToFunctions;
    }
    return true;
  };
  Options.IsNeutral = Neutral;
  Options.KeepReturn = S.HasReturn = KeepReturn;
  flow::slice(*Copy, Options);
  if (S.Sliced)
    Retired.push_back(std::move(S.Sliced));
  S.Sliced = std::move(Copy);
  if (Final)
    for (const flow::Block &B : S.Sliced->Blocks)
      for (const flow::Op &O : B.Ops) {
        if (O.Code != flow::Opcode::Call)
          continue;
        const flow::Primitive *P =
            O.CalleeIs == flow::CalleeKind::Function ? C.function(O.Callee)
            : O.CalleeIs == flow::CalleeKind::Member ? C.member(O.Callee)
            : O.CalleeIs == flow::CalleeKind::Asm    ? C.assembly(O.Callee)
                                                     : nullptr;
        Seen.Count.RestoreSites += P && P->Restore.has_value();
      }
  FunctionSolver FS(*this, *S.Sliced, Final, S.Why);
  Summary New;
  New.HasCaller = S.S.HasCaller;
  if (!FS.run(New)) {
    if (Final) {
      ++Seen.Count.TooLong;
      Seen.GivenUp.push_back(S.Sliced->Name);
    }
    New = Summary();
    Row Identity;
    Identity.Irq = Pool.entry();
    New.Rows.push_back(Identity);
  }
  S.S = std::move(New);
}

void Solver::solve(std::vector<std::unique_ptr<flow::Function>> Component) {
  std::vector<Solved *> Members;
  for (auto &F : Component) {
    auto &Slot = Known[F->Name];
    if (Slot)
      continue; // demanded before
    Slot = std::make_unique<Solved>();
    Slot->Original = std::move(F);
    Slot->Why = Demanding;
    Members.push_back(Slot.get());
    Order.push_back(Slot.get());
  }
  // Recursion: summaries start without rows ("does not return") and grow.
  static constexpr unsigned MaxRounds = 6;
  const bool Recursive = Members.size() > 1;
  unsigned Rounds = Recursive ? MaxRounds : 1;
  auto CallsItself = [](const flow::Function &F) {
    for (const flow::Block &B : F.Blocks)
      for (const flow::Op &O : B.Ops)
        if (O.Code == flow::Opcode::Call && O.Callee == F.Name)
          return true;
    return false;
  };
  if (!Recursive && !Members.empty() && CallsItself(*Members[0]->Original))
    Rounds = 3;
  for (unsigned Round = 0; Round + 1 < Rounds; ++Round)
    for (Solved *S : Members)
      simulate(*S, /*KeepReturn=*/true, /*Final=*/false);
  for (Solved *S : Members) {
    if (Rounds > 1 || S->Why == DemandKind::Value) {
      simulate(*S, true, true);
    } else {
      // Most functions leave interrupts as they were; only for the others is it
      // worth following the returned value, which tells their ends apart.
      simulate(*S, /*KeepReturn=*/false, /*Final=*/false);
      simulate(*S, /*KeepReturn=*/!S->S.isNeutral(Pool), /*Final=*/true);
    }
    ++Seen.Count.Functions;
  }
  for (Solved *S : Members) {
    for (const Row &R : S->S.Rows)
      for (const auto &[C, V, Is] : R.Writes)
        if (V->HasWord)
          WordFields.insert(llvm::StringRef(C->Path).rsplit('.').second);
    S->Neutral = S->S.isNeutral(Pool);
    S->Done = true;
    S->Original.reset();
  }
}

void Solver::finish() {
  for (Solved *S : Order) {
    const flow::Function &F = *S->Sliced;
    const bool Unknown = !F.IsStatic || F.AddressTaken || !S->S.HasCaller;
    if (!Unknown)
      continue;
    for (const Obligation &O : S->S.Obligations) {
      if (O.K == Obligation::RestoreWord && O.Irq->isConst(1) && O.IrqEvent) {
        // Whoever saved the word, this function turned interrupts on before it
        // restores it.
        RestoreObservation R;
        R.Seen = RestoreObservation::OnEntry;
        R.Restore = O.At;
        R.Word = O.Value;
        R.Enabled = O.IrqEvent;
        R.CallersUnknown = true;
        observe(R);
      }
      if (O.K == Obligation::EntryOff && !O.Guess)
        Seen.Restores[O.Index].CallersUnknown = true;
    }
  }
}

//===----------------------------------------------------------------------===//
// Observations
//===----------------------------------------------------------------------===//

static bool samePlace(const Event *A, const Event *B) {
  return A->Fn->Name == B->Fn->Name && A->Loc == B->Loc;
}

unsigned Solver::observe(RestoreObservation O) {
  for (unsigned I = 0; I != Seen.Restores.size(); ++I) {
    RestoreObservation &Old = Seen.Restores[I];
    if (!samePlace(Old.Restore, O.Restore))
      continue;
    if (O.Seen > Old.Seen) {
      O.CallerOn = Old.CallerOn;
      O.CallersUnknown = Old.CallersUnknown;
      O.CallerOff = Old.CallerOff;
      O.CallerOffEvent = Old.CallerOffEvent;
      Old = O;
    }
    return I;
  }
  Seen.Restores.push_back(O);
  return Seen.Restores.size() - 1;
}

void Solver::observe(ReadObservation O) {
  for (const ReadObservation &Old : Seen.Reads)
    if (samePlace(Old.Read->innermost(), O.Read->innermost()))
      return;
  Seen.Reads.push_back(O);
}

void Solver::observe(ClobberObservation O) {
  for (const ClobberObservation &Old : Seen.Clobbers)
    if (samePlace(Old.Save, O.Save))
      return;
  Seen.Clobbers.push_back(O);
}

void Solver::observe(UninitObservation O) {
  for (const UninitObservation &Old : Seen.Uninits)
    if (samePlace(Old.Restore, O.Restore))
      return;
  Seen.Uninits.push_back(O);
}

} // namespace pvlint::solve
