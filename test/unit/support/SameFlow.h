//===- SameFlow.h - whether two functions are the same ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Member by member. A member that is added to these types belongs here too.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_UNIT_SUPPORT_SAMEFLOW_H
#define PVLINT_TEST_UNIT_SUPPORT_SAMEFLOW_H

#include "ir/Program.h"
#include <tuple>

namespace pvlint::flow {

inline bool operator==(const Op &X, const Op &Y) {
  auto Members = [](const Op &O) {
    return std::tie(O.Code, O.Un, O.Bin, O.Used, O.CalleeIs, O.Ty, O.HasResult,
                    O.Result, O.A, O.B, O.P, O.Callee, O.Args, O.Loc,
                    O.Spelling);
  };
  return Members(X) == Members(Y);
}

inline bool operator==(const Block &X, const Block &Y) {
  auto Members = [](const Terminator &T) {
    return std::tie(T.K, T.Cond, T.Targets, T.Cases, T.Loc, T.Text, T.Macro);
  };
  return X.Ops == Y.Ops && Members(X.Term) == Members(Y.Term);
}

inline bool operator==(const Variable &X, const Variable &Y) {
  auto Members = [](const Variable &V) {
    return std::tie(V.Name, V.Ty, V.Escapes, V.Static, V.TypeText);
  };
  return Members(X) == Members(Y);
}

inline bool operator==(const Function &X, const Function &Y) {
  auto Members = [](const Function &F) {
    return std::tie(F.Name, F.IsStatic, F.IsInline, F.AddressTaken, F.InHeader,
                    F.IsWeak, F.IsInit, F.IsNative, F.Loc, F.Vars, F.NumParams,
                    F.NumTemps, F.Blocks, F.Pointers);
  };
  return Members(X) == Members(Y);
}

} // namespace pvlint::flow

#endif // PVLINT_TEST_UNIT_SUPPORT_SAMEFLOW_H
