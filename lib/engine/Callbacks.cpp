//===- Callbacks.cpp - calls that pass functions --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call that passes the address of a function to one that calls it is a call
// of another function, in which that parameter is known (ir/Binding.h). It is
// solved when such a call is seen, if what is passed does something to
// interrupts.
//
//===----------------------------------------------------------------------===//

#include "engine/Solver.h"
#include "ir/Binding.h"

namespace pvlint::solve {

uint32_t Solver::callbacks(llvm::StringRef Callee, unsigned Depth) {
  if (!OnDemand || C.function(Callee) || Depth == MaxPassedOn)
    return 0;
  auto [It, New] = Callbacks[Depth].try_emplace(Callee, 0);
  if (!New)
    return It->second;
  uint32_t Params = 0;
  if (const auto F = OnDemand(flow::unboundName(Callee), DemandKind::Word))
    for (const flow::ParamUse &Use : flow::callbackUses(*F))
      if (Use.Param < 32 && Use.Arg < 32 &&
          (Use.To.empty() || (callbacks(Use.To, Depth + 1) >> Use.Arg & 1)))
        Params |= 1u << Use.Param;
  return Callbacks[Depth][Callee] = Params;
}

std::string
Solver::bound(llvm::StringRef Callee, size_t NumArgs,
              llvm::function_ref<llvm::StringRef(size_t)> FunctionAt) {
  llvm::SmallVector<flow::Binding, 2> To;
  bool Acts = false;
  for (size_t I = 0; I != std::min<size_t>(NumArgs, 32); ++I) {
    const llvm::StringRef Function = FunctionAt(I);
    if (Function.empty() || !(callbacks(Callee) >> I & 1))
      continue;
    To.push_back({static_cast<uint32_t>(I), Function});
    Acts |= !isNeutral(Function);
  }
  return Acts ? flow::boundName(Callee, To) : std::string();
}

bool Solver::isBoundNeutral(const flow::Op &Call) {
  const std::string Name = bound(Call.Callee, Call.Args.size(), [&](size_t I) {
    return Call.Args[I].K == flow::Operand::Function
               ? llvm::StringRef(Call.Args[I].Name)
               : llvm::StringRef();
  });
  if (Name.empty())
    return true;
  const bool Following = std::exchange(FollowingLocks, false);
  (void)summaryForCall(Name, DemandKind::Sleep);
  FollowingLocks = Following;
  return isNeutral(Name);
}

bool Solver::passesOn(const flow::Op &Call) {
  for (size_t I = 0; I != std::min<size_t>(Call.Args.size(), 32); ++I)
    if (Call.Args[I].isTemp() && (callbacks(Call.Callee) >> I & 1))
      return true;
  return false;
}

} // namespace pvlint::solve
