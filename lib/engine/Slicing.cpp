//===- Slicing.cpp - what is kept of a function to simulate ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Solver.h"
#include "ir/Slice.h"

namespace pvlint::solve {

/// Whether the pointer that \p Call goes through may hold a function that does
/// something.
bool Solver::pointerActs(const flow::Function &F, const flow::Op &Call) const {
  if (!View || !Call.A.isTemp())
    return false;
  auto Acts = [&](const std::string &Place) {
    const IndirectPlace *P = View->place(Place);
    return P && (!P->Acting.empty() || maySleepFor(*P, F.Loc.Begin.File));
  };
  // Through a local variable: any pointer to a function that this one loads.
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops) {
      if (O.Code != flow::Opcode::Load)
        continue;
      if (!O.Callee.empty() ? Acts(O.Callee)
          : O.P.K == flow::Place::Var && O.P.Path.empty() && O.Ty.Pointer &&
                  O.P.Index < F.NumParams
              ? Acts(F.Key + "(arg" + std::to_string(O.P.Index) + ")")
              : O.P.K == flow::Place::Global &&
                    llvm::all_of(
                        O.P.Path,
                        [](const std::string &Step) { return Step == "[]"; }) &&
                    Acts("variable " + O.P.Name))
        return true;
    }
  return false;
}

void Solver::withSliceOptions(
    const flow::Function &F, DemandKind Why, bool KeepReturn,
    llvm::function_ref<void(flow::SliceOptions &)> Use) {
  flow::SliceOptions Options;
  // A local function pointer may be known where it is called.
  bool PointsToFunctions = false;
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops)
      PointsToFunctions |=
          (O.Code == flow::Opcode::Store || O.Code == flow::Opcode::Copy) &&
          O.A.K == flow::Operand::Function;
  auto IsWordField = [&](llvm::StringRef Name) {
    return Why == DemandKind::Word || WordFields.contains(Name);
  };
  Options.IsWordField = IsWordField;
  auto Neutral = [&](const flow::Op &O) {
    switch (O.CalleeIs) {
    case flow::CalleeKind::Function:
      return isNeutral(O.Callee) && !(FollowingLocks && takesLock(O.Callee)) &&
             isBoundNeutral(O) && !(PointsToFunctions && passesOn(O));
    case flow::CalleeKind::Member:
      if (View && !C.member(O.Callee)) {
        const IndirectPlace *P = View->place(O.Callee);
        return !P || (P->Acting.empty() && !maySleepFor(*P, F.Loc.Begin.File));
      }
      return C.member(O.Callee) == nullptr;
    case flow::CalleeKind::Asm:
      return C.assembly(O.Callee) == nullptr;
    case flow::CalleeKind::Pointer:
      if (O.A.K == flow::Operand::Function)
        return isNeutral(O.A.Name);
      return !PointsToFunctions && !pointerActs(F, O);
    }
    return true;
  };
  auto LeavesWord = [&](const flow::Op &O, const llvm::StringSet<> &Names) {
    const Solved *S =
        O.CalleeIs == flow::CalleeKind::Function ? find(O.Callee) : nullptr;
    return S && S->Neutral && !S->S.Left.empty() &&
           llvm::any_of(Names, [&](const auto &Name) {
             return S->S.leavesBehindIn(Name.getKey());
           });
  };
  auto Writes = [&](const flow::Op &O, llvm::StringRef Field) {
    return writes(O, Field);
  };
  Options.IsNeutral = Neutral;
  Options.LeavesWord = LeavesWord;
  Options.Writes = Writes;
  auto ReadsGlobal = [&](const flow::Op &O, llvm::StringRef Global) {
    return readsGlobal(O, Global);
  };
  Options.ReadsGlobal = ReadsGlobal;
  auto AskedBy = [&](const flow::Op &O) { return askedBy(O); };
  Options.AskedBy = AskedBy;
  Options.Asked = asked(F.key());
  Options.KeepReturn = KeepReturn;
  Options.WordBits = C.wordBits();
  Options.KeepPointees = Why == DemandKind::Value || Why == DemandKind::Word;
  Use(Options);
}

std::vector<const flow::Op *> Solver::actingCalls(const flow::Function &F) {
  std::vector<const flow::Op *> Acting;
  const bool Outer = std::exchange(FollowingLocks, false);
  withSliceOptions(F, DemandKind::None, /*KeepReturn=*/false,
                   [&](flow::SliceOptions &Options) {
                     for (const flow::Block &B : F.Blocks)
                       for (const flow::Op &O : B.Ops)
                         if (O.Code == flow::Opcode::Call &&
                             !Options.IsNeutral(O))
                           Acting.push_back(&O);
                   });
  FollowingLocks = Outer;
  return Acting;
}

std::unique_ptr<flow::Function>
Solver::sliced(const flow::Function &F, DemandKind Why, bool KeepReturn,
               llvm::function_ref<bool(const flow::Op &)> IsBare,
               llvm::function_ref<bool(const flow::Op &)> IsTraced) {
  std::unique_ptr<flow::Function> Slice;
  withSliceOptions(F, Why, KeepReturn, [&](flow::SliceOptions &Options) {
    Options.IsBare = IsBare;
    Options.IsTraced = IsTraced;
    Slice = std::make_unique<flow::Function>(flow::slice(F, Options));
  });
  return Slice;
}

const Solver::KeptSlice &Solver::slice(Solved &S, bool KeepReturn) {
  const KeptSlice *Result = nullptr;
  auto Bare = [&](const flow::Op &O) {
    return O.Code == flow::Opcode::Call &&
           O.CalleeIs != flow::CalleeKind::Asm && !entry(O.Callee);
  };
  withSliceOptions(
      *S.Original, S.Why, KeepReturn, [&](flow::SliceOptions &Options) {
        const uint64_t Key = llvm::hash_combine(
            RecordingCalls, flow::sliceKey(*S.Original, Options));
        for (const KeptSlice &Known : S.Slices)
          if (Known.Key == Key) {
            Result = &Known;
            return;
          }
        if (RecordingCalls)
          Options.IsBare = Bare;
        KeptSlice New;
        New.Key = Key;
        Options.Asks = &New.Asks;
        New.Function =
            std::make_unique<flow::Function>(flow::slice(*S.Original, Options));
        S.Slices.push_back(std::move(New));
        Result = &S.Slices.back();
      });
  return *Result;
}

} // namespace pvlint::solve
