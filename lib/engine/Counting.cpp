//===- Counting.cpp - loops that count in steps of one --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Counting.h"

namespace pvlint::solve {

using flow::Op;
using flow::Opcode;
using flow::Operand;

/// The operation that \p O comes from, behind copies and casts. Temporaries
/// have one each, but for those of `?:`.
static const Op *definition(const flow::Function &F, const Operand &O) {
  if (!O.isTemp())
    return nullptr;
  const Op *Found = nullptr;
  for (const flow::Block &B : F.Blocks)
    for (const Op &Candidate : B.Ops)
      if (Candidate.HasResult && Candidate.Result == O.Index) {
        if (Found)
          return nullptr;
        Found = &Candidate;
      }
  if (Found && (Found->Code == Opcode::Copy || Found->Code == Opcode::Cast))
    return definition(F, Found->A);
  return Found;
}

/// The number that \p O is.
static std::optional<int64_t> number(const flow::Function &F,
                                     const Operand &O) {
  if (O.K == Operand::Const)
    return O.Value;
  if (!O.isTemp())
    return std::nullopt;
  for (const flow::Block &B : F.Blocks)
    for (const Op &From : B.Ops)
      if (From.HasResult && From.Result == O.Index)
        return From.Code == Opcode::Copy || From.Code == Opcode::Cast
                   ? number(F, From.A)
                   : std::nullopt;
  return std::nullopt;
}

/// A local variable, whole.
static const flow::Place *variable(const Op *O) {
  return O && O->Code == Opcode::Load && O->P.K == flow::Place::Var &&
                 O->P.Path.empty()
             ? &O->P
             : nullptr;
}

std::optional<int64_t> countsTo(const flow::Function &F, const flow::Block &B) {
  const Op *Test = definition(F, B.Term.Cond);
  if (!Test || Test->Code != Opcode::Binary || Test->Bin != flow::BinOp::Lt)
    return std::nullopt;
  const std::optional<int64_t> Bound = number(F, Test->B);
  if (!Bound)
    return std::nullopt;
  const flow::Place *Count = variable(definition(F, Test->A));
  if (!Count || Count->Index < F.NumParams)
    return std::nullopt;
  for (const flow::Block &Any : F.Blocks)
    for (const Op &O : Any.Ops) {
      if (O.P.K != flow::Place::Var || O.P.Index != Count->Index)
        continue;
      if (O.Code == Opcode::Addr)
        return std::nullopt;
      if (O.Code != Opcode::Store)
        continue;
      if (auto Start = number(F, O.A); Start && *Start >= 0 && *Start <= *Bound)
        continue;
      const Op *Step = definition(F, O.A);
      const flow::Place *From = Step && Step->Code == Opcode::Binary &&
                                        Step->Bin == flow::BinOp::Add &&
                                        Step->B.K == Operand::Const &&
                                        Step->B.Value == 1
                                    ? variable(definition(F, Step->A))
                                    : nullptr;
      if (!From || From->Index != Count->Index)
        return std::nullopt;
    }
  return Bound;
}

} // namespace pvlint::solve
