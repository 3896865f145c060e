//===- CellNames.cpp - names of memory
//----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/CellNames.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::flow {

llvm::StringRef cellKey(const Place &P) {
  for (const std::string &Step : llvm::reverse(P.Path))
    if (Step != "[]" && Step != ThisCpuStep)
      return Step;
  return P.K == Place::Global ? llvm::StringRef(P.Name)
                              : llvm::StringRef(AnyPointee);
}

llvm::StringSet<> writtenNames(const Function &F) {
  llvm::StringSet<> Names;
  for (const Block &B : F.Blocks)
    for (const Op &O : B.Ops)
      if (O.Code == Opcode::Store && O.P.K != Place::Var)
        Names.insert(cellKey(O.P));
  return Names;
}

std::vector<llvm::StringRef> pointedNames(const Function &F) {
  std::vector<llvm::StringRef> Names(F.NumTemps);
  for (const Block &B : F.Blocks)
    for (const Op &O : B.Ops)
      if (O.Code == Opcode::Addr && O.HasResult && O.P.K != Place::Var)
        Names[O.Result] = cellKey(O.P);
  return Names;
}

} // namespace pvlint::flow
