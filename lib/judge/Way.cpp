//===- Way.cpp - a path, for people ---------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/Way.h"
#include "judge/LastStore.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace pvlint::solve {

using flow::Op;
using flow::Opcode;
using flow::Operand;

static WayStep branchOf(const ConditionText &Text, const LastStore &Stores,
                        const Trail &T) {
  WayStep S{.Branch = T.Branch};
  if (const auto Ends = Stores.blocksOf(T.Branch); !Ends.empty()) {
    const flow::Terminator &Term = Ends.front()->Term;
    S.Says = Text.of(Term, T.Taken);
    S.Macro = Term.Macro;
    const Op *Read = Text.tested(Term.Cond);
    const Op *Set = Read ? Stores.before(*Read, T) : nullptr;
    if (Set && Set->Loc.Begin.isValid() &&
        Set->Loc.Begin.Line != T.Branch.Begin.Line) {
      S.Set = Set->Loc.Begin;
      S.SetBy = Text.returner(Set->A);
    }
  }
  if (S.Says.empty() || llvm::StringRef(S.Says).starts_with("'__"))
    S.Says = T.Taken ? "this condition true" : "this condition false";
  return S;
}

WayStep branchOf(const flow::Function &F, const Trail &T) {
  const ConditionText Text(F);
  return branchOf(Text, LastStore(F, Text), T);
}

bool asksFor(const flow::Function &F, const flow::Range &Branch,
             const EventOp &Call) {
  llvm::BitVector Temps(F.NumTemps), Vars(F.Vars.size());
  auto Holds = [&](const Operand &O) { return O.isTemp() && Temps[O.Index]; };
  auto IsWholeVar = [](const flow::Place &P) {
    return P.K == flow::Place::Var && P.Path.empty();
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const flow::Block &B : F.Blocks)
      for (const Op &O : B.Ops) {
        if (O.Code == Opcode::Store && IsWholeVar(O.P) && Holds(O.A) &&
            !Vars[O.P.Index]) {
          Vars.set(O.P.Index);
          Changed = true;
        }
        if (!O.HasResult || Temps[O.Result])
          continue;
        const bool IsAnswer = O.Code == Opcode::Call ? Call.is(O)
                              : O.Code == Opcode::Load
                                  ? IsWholeVar(O.P) && Vars[O.P.Index]
                                  : Holds(O.A) || Holds(O.B);
        if (IsAnswer) {
          Temps.set(O.Result);
          Changed = true;
        }
      }
  }
  return llvm::any_of(F.Blocks, [&](const flow::Block &B) {
    return B.Term.Loc == Branch && Holds(B.Term.Cond);
  });
}

Way wayTo(const flow::Function &F, const Trail *Last) {
  Way Steps;
  const ConditionText Text(F);
  const LastStore Stores(F, Text);
  for (const Trail *T = Last; T; T = T->Before)
    if (T->Branch.Begin.isValid())
      Steps.push_back(branchOf(Text, Stores, *T));
    else if (const Event *E = T->Save ? T->Save : T->Changed)
      Steps.push_back({.What = E});
  std::reverse(Steps.begin(), Steps.end());
  return Steps;
}

} // namespace pvlint::solve
