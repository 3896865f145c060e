//===- Binding.cpp - functions that are passed functions ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Binding.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallBitVector.h"

namespace pvlint::flow {

using llvm::StringRef;

// Functions may be bound to bound functions: "a{0=b{1=c}}".

std::string boundName(StringRef Callee, llvm::ArrayRef<Binding> To) {
  std::string Name = unboundName(Callee).str();
  for (const Binding &B : To)
    Name += '{' + std::to_string(B.Param) + '=' + B.Function.str() + '}';
  return Name;
}

StringRef unboundName(StringRef Name) { return Name.split('{').first; }

llvm::SmallVector<Binding, 2> bindingsOf(StringRef Name) {
  llvm::SmallVector<Binding, 2> All;
  StringRef Rest = Name.drop_front(unboundName(Name).size());
  while (Rest.consume_front("{")) {
    Binding B;
    Rest.consumeInteger(10, B.Param);
    Rest.consume_front("=");
    size_t End = 0;
    for (unsigned Depth = 1; End != Rest.size(); ++End) {
      Depth += Rest[End] == '{';
      Depth -= Rest[End] == '}';
      if (!Depth)
        break;
    }
    B.Function = Rest.take_front(End);
    Rest = Rest.drop_front(std::min(End + 1, Rest.size()));
    All.push_back(B);
  }
  return All;
}

void bind(Function &F, StringRef Name) {
  std::vector<Op> First;
  for (const Binding &B : bindingsOf(Name)) {
    Op &Assign = First.emplace_back();
    Assign.Code = Opcode::Store;
    Assign.P.Index = B.Param;
    Assign.A = Operand::function(B.Function);
    Assign.Ty = F.Vars[B.Param].Ty;
    Assign.Loc = F.Loc;
  }
  std::vector<Op> &Ops = F.Blocks.front().Ops;
  Ops.insert(Ops.begin(), std::make_move_iterator(First.begin()),
             std::make_move_iterator(First.end()));
  F.number();
  F.Key = Name.str();
  // Nobody else calls it.
  F.IsStatic = true;
  F.AddressTaken = false;
}

llvm::SmallVector<ParamUse, 4> callbackUses(const Function &F) {
  llvm::SmallBitVector Changed(F.NumParams);
  llvm::DenseMap<uint32_t, uint32_t> Loaded; // temporary -> parameter
  auto ParamAt = [&](const Place &P) {
    return P.K == Place::Var && P.Path.empty() && P.Index < F.NumParams;
  };
  for (const Block &B : F.Blocks)
    for (const Op &O : B.Ops) {
      if ((O.Code == Opcode::Store || O.Code == Opcode::Addr) && ParamAt(O.P))
        Changed.set(O.P.Index);
      if (O.Code == Opcode::Load && O.Ty.Pointer && ParamAt(O.P))
        Loaded[O.Result] = O.P.Index;
    }
  llvm::SmallVector<ParamUse, 4> Uses;
  auto Note = [&](const Operand &V, StringRef To, uint32_t Arg) {
    const auto It = V.isTemp() ? Loaded.find(V.Index) : Loaded.end();
    if (It != Loaded.end() && !Changed[It->second])
      Uses.push_back({It->second, To, Arg});
  };
  for (const Block &B : F.Blocks)
    for (const Op &O : B.Ops) {
      if (O.Code != Opcode::Call)
        continue;
      if (O.CalleeIs == CalleeKind::Pointer)
        Note(O.A, "", 0);
      if (O.CalleeIs == CalleeKind::Function)
        for (uint32_t I = 0; I != O.Args.size(); ++I)
          Note(O.Args[I], O.Callee, I);
    }
  return Uses;
}

} // namespace pvlint::flow
