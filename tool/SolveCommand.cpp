//===- SolveCommand.cpp - pvlint solve ------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "checks/Check.h"
#include "flow/Contract.h"
#include "flow/Text.h"
#include "report/Text.h"
#include "solve/Solver.h"
#include "llvm/ADT/GraphTraits.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/Support/MemoryBuffer.h"

using llvm::StringRef;

namespace pvlint::tool {
namespace {

struct Node {
  std::unique_ptr<flow::Function> Function;
  std::vector<Node *> Callees;
};

/// Who calls whom directly. Entry, which has no function, calls all.
struct Graph {
  Node Entry;
  std::vector<std::unique_ptr<Node>> Nodes;

  explicit Graph(flow::Program &P) {
    llvm::StringMap<Node *> ByName;
    for (auto &F : P.Functions) {
      Nodes.push_back(std::make_unique<Node>());
      Entry.Callees.push_back(Nodes.back().get());
      ByName.try_emplace(F->Name, Nodes.back().get());
      Nodes.back()->Function = std::move(F);
    }
    auto Add = [&](Node &From, StringRef Name) {
      if (Node *To = ByName.lookup(Name))
        From.Callees.push_back(To);
    };
    for (auto &N : Nodes)
      for (const flow::Block &B : N->Function->Blocks)
        for (const flow::Op &O : B.Ops) {
          if (O.Code != flow::Opcode::Call)
            continue;
          if (O.CalleeIs == flow::CalleeKind::Function)
            Add(*N, O.Callee);
          for (const flow::Operand &A : O.Args)
            if (A.K == flow::Operand::Function)
              Add(*N, A.Name);
        }
  }
};

} // namespace
} // namespace pvlint::tool

template <> struct llvm::GraphTraits<pvlint::tool::Graph *> {
  using NodeRef = pvlint::tool::Node *;
  using ChildIteratorType = std::vector<NodeRef>::iterator;
  static NodeRef getEntryNode(pvlint::tool::Graph *G) { return &G->Entry; }
  static ChildIteratorType child_begin(NodeRef N) { return N->Callees.begin(); }
  static ChildIteratorType child_end(NodeRef N) { return N->Callees.end(); }
};

namespace pvlint::tool {

ExitStatus runSolve(const Options &O) {
  if (O.Files.empty())
    return fail("no file to solve (see 'pvlint solve --help')");
  flow::Contract C = flow::Contract::builtin(O.Arch);
  for (const std::string &File : O.ContractFiles)
    if (llvm::Error E = C.addFile(File))
      return fail(std::move(E));

  ExitStatus Status = Clean;
  bool Broken = false;
  solve::Tally Sum;
  for (const std::string &File : O.Files) {
    auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(File, /*IsText=*/false);
    if (!Buffer) {
      fail("cannot read '" + File + "': " + Buffer.getError().message());
      Broken = true;
      continue;
    }
    auto Program = flow::parse((*Buffer)->getBuffer(), File);
    if (!Program) {
      fail(Program.takeError());
      Broken = true;
      continue;
    }
    Graph G(*Program);
    solve::Solver Solver(C);
    for (auto I = llvm::scc_begin(&G); !I.isAtEnd(); ++I) {
      std::vector<std::unique_ptr<flow::Function>> Component;
      for (Node *N : *I)
        if (N->Function)
          Component.push_back(std::move(N->Function));
      if (!Component.empty())
        Solver.solve(std::move(Component));
    }
    Solver.finish();
    const solve::Observations &Seen = Solver.observations();
    std::vector<checks::Finding> Findings = checks::runChecks(Seen, C);
    std::erase_if(Findings, [&](const checks::Finding &F) {
      return !O.Checks.allows(F.Check);
    });
    report::printText(Findings, Program->Files, O.Show, llvm::outs());
    for (const checks::Finding &F : Findings)
      if (O.FailOn && F.Severity <= O.Show && F.Severity <= *O.FailOn)
        Status = ExitStatus::Findings;
    Sum.TooLong += Seen.Count.TooLong;
    Sum.TooManyStates += Seen.Count.TooManyStates;
    if (O.Stats)
      llvm::errs() << "pvlint: stats: " << File << ": " << Seen.Count.Functions
                   << " solved, " << Seen.Count.RestoreSites
                   << " restore sites, " << Seen.Count.UnknownIndirectCalls
                   << " unknown indirect calls\n";
  }
  if (std::string Lost = describeLosses(Sum, 0); !Lost.empty() && !O.Quiet)
    llvm::errs() << "pvlint: given up: " << Lost << '\n';
  return Broken ? Failed : Status;
}

} // namespace pvlint::tool
