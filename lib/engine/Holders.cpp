//===- Holders.cpp - what a cut word is kept in ---------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Holders.h"

namespace pvlint::solve {

using flow::Opcode;

static Holder unnamed(std::string Text) {
  return {std::move(Text), /*IsVariable=*/false, {}};
}

/// The name of the variable or field that \p O loads or stores.
Holder placeOf(const flow::Function &F, const flow::Op &O) {
  Holder H;
  std::string Name = O.P.K == flow::Place::Var      ? F.Vars[O.P.Index].Name
                     : O.P.K == flow::Place::Global ? O.P.Name
                                                    : "";
  for (const std::string &Step : O.P.Path)
    if (Step != "[]")
      Name = Step;
  if (O.P.K == flow::Place::Var && O.P.Path.empty()) {
    H.IsVariable = true;
    H.TypeText = F.Vars[O.P.Index].TypeText;
  }
  H.Text = Name.empty() ? "a variable" : "'" + Name + "'";
  return H;
}

/// Follows what \p Cut computes to where its function puts it.
Holder holderOf(const flow::Function &F, const flow::Op &Cut) {
  if (Cut.Code == Opcode::Store)
    return placeOf(F, Cut);
  if (Cut.Code == Opcode::Call)
    return unnamed("what '" + Cut.Callee + "' makes of it");
  uint32_t Temp = Cut.Result;
  for (const flow::Block &B : F.Blocks) {
    for (const flow::Op &O : B.Ops) {
      const bool Reads = O.A.isTemp() && O.A.Index == Temp;
      if (O.Code == Opcode::Store && Reads)
        return placeOf(F, O);
      if ((O.Code == Opcode::Copy || O.Code == Opcode::Cast) && Reads)
        Temp = O.Result;
      if (O.Code == Opcode::Call)
        for (const flow::Operand &A : O.Args)
          if (A.isTemp() && A.Index == Temp && !O.Callee.empty())
            return unnamed("the argument of '" + O.Callee + "'");
    }
    if (B.Term.K == flow::TermKind::Return && B.Term.Cond.isTemp() &&
        B.Term.Cond.Index == Temp)
      return unnamed("what '" + F.Name + "' returns");
  }
  return unnamed("this");
}

Holder holderAt(const ExprPool &Pool, const Event *Cut) {
  Cut = Cut->innermost();
  if (Cut->At->Code == Opcode::Call) // also of a chain that was cut off
    return unnamed("what '" + Cut->At->Callee.str() + "' makes of it");
  return Pool.holder(Cut);
}

} // namespace pvlint::solve
