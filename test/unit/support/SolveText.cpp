//===- SolveText.cpp - from flow text to findings -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/SolveText.h"
#include "checks/Check.h"
#include "ir/text/Text.h"
#include "judge/Judges.h"
#include "report/Text.h"
#include "gtest/gtest.h"

namespace pvlint::test {
namespace {

/// Tarjan's strongly connected components.
class Components {
public:
  explicit Components(const flow::Program &P)
      : P(P), Nodes(P.Functions.size()) {
    for (size_t I = 0; I != P.Functions.size(); ++I)
      ByName.try_emplace(P.Functions[I]->Name, I);
    for (size_t I = 0; I != P.Functions.size(); ++I)
      if (!Nodes[I].Number)
        visit(I);
  }
  std::vector<std::vector<size_t>> Found;

private:
  struct Node {
    unsigned Number = 0, Low = 0;
    bool OnStack = false;
  };
  const flow::Program &P;
  std::vector<Node> Nodes;
  llvm::StringMap<size_t> ByName;
  std::vector<size_t> Stack;
  unsigned Next = 1;

  void visit(size_t I) {
    Nodes[I].Number = Nodes[I].Low = Next++;
    Nodes[I].OnStack = true;
    Stack.push_back(I);
    for (const flow::Block &B : P.Functions[I]->Blocks)
      for (const flow::Op &O : B.Ops) {
        if (O.Code != flow::Opcode::Call)
          continue;
        auto Callee = ByName.find(O.CalleeIs == flow::CalleeKind::Pointer
                                      ? llvm::StringRef(O.A.Name)
                                      : llvm::StringRef(O.Callee));
        if (Callee == ByName.end())
          continue;
        size_t To = Callee->second;
        if (!Nodes[To].Number) {
          visit(To);
          Nodes[I].Low = std::min(Nodes[I].Low, Nodes[To].Low);
        } else if (Nodes[To].OnStack) {
          Nodes[I].Low = std::min(Nodes[I].Low, Nodes[To].Number);
        }
      }
    if (Nodes[I].Low != Nodes[I].Number)
      return;
    auto &Component = Found.emplace_back();
    size_t Top;
    do {
      Top = Stack.back();
      Stack.pop_back();
      Nodes[Top].OnStack = false;
      Component.push_back(Top);
    } while (Top != I);
    std::sort(Component.begin(), Component.end());
  }
};

} // namespace

unsigned Outcome::count(llvm::StringRef Check, checks::Level Show) const {
  return llvm::count_if(Findings, [&](const checks::Finding &F) {
    return F.Check == Check && F.Severity <= Show;
  });
}

Outcome solveProgram(flow::Program P) {
  const flow::Contract C = flow::Contract::builtin("x86");
  auto Found = Components(P).Found;
  solve::Solver S(C);
  solve::Judges J(S);
  for (const auto &Component : Found) {
    std::vector<std::unique_ptr<flow::Function>> Functions;
    for (size_t I : Component)
      Functions.push_back(std::move(P.Functions[I]));
    S.solve(std::move(Functions));
  }
  J.finish();
  Outcome Result;
  Result.Count = S.tally();
  Result.Findings = checks::runChecks(J.observations(), C);
  llvm::raw_string_ostream OS(Result.Text);
  report::printText(Result.Findings, P.Files, checks::Level::Audit, OS);
  return Result;
}

flow::Program parseOrFail(llvm::StringRef Text, llvm::StringRef Name) {
  auto P = flow::parse(Text, Name);
  if (P)
    return std::move(*P);
  ADD_FAILURE() << llvm::toString(P.takeError());
  return {};
}

Outcome solveText(llvm::StringRef Text, llvm::StringRef Name) {
  return solveProgram(parseOrFail(Text, Name));
}

} // namespace pvlint::test
