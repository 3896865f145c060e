//===- Addresses.cpp - what pointers of a function point to ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Addresses.h"

namespace pvlint::flow {

Addresses::Addresses(const Function &F)
    : AddressOf(F.NumTemps, None), VarAddressOf(F.Vars.size(), None),
      GlobalOf(F.NumTemps), VarGlobalOf(F.Vars.size()) {
  bool Changed = true;
  auto Set = [&](uint32_t &Slot, uint32_t V) {
    if (V != None && Slot == None) {
      Slot = V;
      Changed = true;
    }
  };
  auto SetGlobal = [&](llvm::StringRef &Slot, llvm::StringRef Name) {
    if (!Name.empty() && Slot.empty()) {
      Slot = Name;
      Changed = true;
    }
  };
  while (Changed) {
    Changed = false;
    for (const Block &B : F.Blocks)
      for (const Op &O : B.Ops) {
        if (!O.HasResult && O.Code != Opcode::Store)
          continue;
        const bool IsWholeVar = O.P.K == Place::Var && O.P.Path.empty();
        if (O.Code == Opcode::Addr) {
          Set(AddressOf[O.Result], variableOf(O.P));
          SetGlobal(GlobalOf[O.Result], globalOf(O.P));
        } else if (O.Code == Opcode::Copy || O.Code == Opcode::Cast) {
          Set(AddressOf[O.Result], pointedVariable(O.A));
          SetGlobal(GlobalOf[O.Result], pointedGlobal(O.A));
        } else if (O.Code == Opcode::Load && O.Ty.Pointer && IsWholeVar) {
          Set(AddressOf[O.Result], VarAddressOf[O.P.Index]);
          SetGlobal(GlobalOf[O.Result], VarGlobalOf[O.P.Index]);
        } else if (O.Code == Opcode::Store && IsWholeVar) {
          Set(VarAddressOf[O.P.Index], pointedVariable(O.A));
          SetGlobal(VarGlobalOf[O.P.Index], pointedGlobal(O.A));
        }
      }
  }
}

} // namespace pvlint::flow
