//===- StateMarks.cpp - the state before each line ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/StateMarks.h"
#include "engine/LineStates.h"

namespace json = llvm::json;

namespace pvlint::lsp {

static llvm::StringRef letterOf(uint8_t Irqs) {
  switch (Irqs) {
  case 0:
    return "\u00b7";
  case solve::CallersIrqs:
    return "C";
  case solve::DisabledIrqs:
    return "D";
  case solve::EnabledIrqs:
    return "E";
  case solve::UnknownIrqs:
    return "?";
  default:
    return "*";
  }
}

json::Array stateMarks(const Snapshot &S, unsigned First, unsigned Last) {
  json::Array Marks;
  if (!S.States || !S.States->Solver)
    return Marks;
  frontend::UnitStates &States = *S.States;
  std::lock_guard<std::mutex> Guard(States.Asking);
  for (const frontend::UnitStates::Body &B : States.Bodies) {
    if (B.LastLine < First || B.FirstLine > Last)
      continue;
    const auto Known = solve::lineStates(*States.Solver, *B.Flow);
    if (!Known)
      continue;
    llvm::DenseMap<unsigned, uint8_t> ByLine;
    for (const solve::LineState &L : Known->Lines)
      ByLine[L.Line] = L.After ? L.After : L.Before;
    for (unsigned Line = std::max(First, B.FirstLine);
         Line <= std::min(Last, B.LastLine); ++Line) {
      const uint8_t Irqs = ByLine.lookup(Line);
      json::Object Mark{{"position", toJSON(S.Contents->position(Line, 1))},
                        {"label", letterOf(Irqs)},
                        {"paddingRight", true}};
      if (Irqs)
        Mark["tooltip"] =
            "interrupts after this line: " + solve::irqWords(Irqs);
      Marks.push_back(std::move(Mark));
    }
  }
  return Marks;
}

} // namespace pvlint::lsp
