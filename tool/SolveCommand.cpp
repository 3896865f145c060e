//===- SolveCommand.cpp - pvlint solve ------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "checks/Check.h"
#include "contract/Contract.h"
#include "engine/Solver.h"
#include "ir/text/Text.h"
#include "judge/Judges.h"
#include "output/Words.h"
#include "program/Implementations.h"
#include "report/Text.h"
#include "llvm/ADT/GraphTraits.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

using llvm::StringRef;

namespace pvlint::tool {
namespace {

struct Node {
  const flow::Function *Function = nullptr;
  std::vector<Node *> Callees;
};

/// Who calls whom directly. Entry, which has no function, calls all.
struct Graph {
  Node Entry;
  llvm::StringMap<Node> Nodes;

  explicit Graph(const flow::Program &P) {
    for (const auto &F : P.Functions) {
      Node &N = Nodes[F->Name];
      N.Function = F.get();
      Entry.Callees.push_back(&N);
    }
    for (Node *N : Entry.Callees)
      for (const flow::Block &B : N->Function->Blocks)
        for (const flow::Op &O : B.Ops)
          forEachCallee(O, [&](StringRef Name) {
            if (auto It = Nodes.find(Name); It != Nodes.end())
              N->Callees.push_back(&It->second);
          });
  }

  /// Functions that \p O calls, or hands to what it calls.
  static void forEachCallee(const flow::Op &O,
                            llvm::function_ref<void(StringRef)> Do) {
    if (O.Code != flow::Opcode::Call)
      return;
    if (O.CalleeIs == flow::CalleeKind::Function)
      Do(O.Callee);
    if (O.A.K == flow::Operand::Function)
      Do(O.A.Name);
    for (const flow::Operand &A : O.Args)
      if (A.K == flow::Operand::Function)
        Do(A.Name);
  }

  std::unique_ptr<flow::Function> copy(StringRef Name) const {
    auto It = Nodes.find(Name);
    if (It == Nodes.end())
      return nullptr;
    return std::make_unique<flow::Function>(*It->second.Function);
  }
};

/// As in a translation unit: what names no primitive and calls nothing that
/// matters is solved only on demand.
bool matters(const flow::Function &F, const flow::Contract &C,
             const solve::Solver &Solver) {
  bool Result = Solver.isAnnotated(F.Name);
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops) {
      if (O.Code != flow::Opcode::Call)
        continue;
      Result |=
          (O.CalleeIs == flow::CalleeKind::Member && C.member(O.Callee)) ||
          (O.CalleeIs == flow::CalleeKind::Asm && C.assembly(O.Callee));
      Graph::forEachCallee(
          O, [&](StringRef Name) { Result |= !Solver.isNeutral(Name); });
    }
  return Result;
}

/// Functions whose addresses go to members of the contract, with what each is
/// stored as.
void forEachInstalled(
    const flow::Program &P, const flow::Contract &C,
    llvm::function_ref<void(const flow::PointerFlow &, const flow::Function &)>
        Do) {
  for (const auto &Storing : P.Functions)
    for (const flow::PointerFlow &I : Storing->Pointers)
      if (I.From.K == flow::PointerNode::Function && C.member(I.To.Name))
        if (const flow::Function *F = P.find(I.From.Name))
          Do(I, *F);
}

void judgeImplementations(const flow::Program &P, const flow::Contract &C,
                          solve::Solver &Solver, solve::Judges &Judges) {
  std::vector<solve::Implementation> All;
  forEachInstalled(P, C,
                   [&](const flow::PointerFlow &I, const flow::Function &F) {
                     All.push_back({I.To.Name, I.Object,
                                    std::make_shared<const flow::Function>(F)});
                   });
  Judges.editObservations().Implementations =
      solve::judgeImplementations(Solver, All);
}

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
  if (O.In.Files.empty())
    return fail("no file to solve (see 'pvlint solve --help')");
  flow::Contract C = flow::Contract::builtin(O.Arch);
  for (const std::string &File : O.ContractFiles)
    if (llvm::Error E = C.addFile(File))
      return fail(std::move(E));

  ExitStatus Status = output::Clean;
  bool Broken = false;
  solve::Tally Sum;
  for (const std::string &File : O.In.Files) {
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
    solve::Solver Solver(C,
                         [&](StringRef Name, auto...) { return G.copy(Name); });
    solve::Judges Judges(Solver);
    forEachInstalled(*Program, C,
                     [&](const flow::PointerFlow &, const flow::Function &F) {
                       Solver.NativePlaces.insert(F.Name);
                     });
    for (const flow::Annotation &A : Program->Annotations) {
      solve::AnnotatedFunction &F = Solver.Annotated[A.Function];
      if (std::string Wrong = F.add(A); !Wrong.empty()) {
        fail(File + ": " + Wrong);
        Broken = true;
      }
    }
    for (auto &Entry : Solver.Annotated)
      if (const flow::Function *F = Program->find(Entry.first()))
        for (const flow::Block &B : F->Blocks)
          for (const flow::Op &O : B.Ops)
            Graph::forEachCallee(O, [&](StringRef Name) {
              Entry.second.ReachesUnknown |=
                  !Program->find(Name) && !Solver.entry(Name);
            });
    for (auto I = llvm::scc_begin(&G); !I.isAtEnd(); ++I) {
      std::vector<std::unique_ptr<flow::Function>> Component;
      if (llvm::any_of(*I, [&](const Node *N) {
            return N->Function && matters(*N->Function, C, Solver);
          }))
        for (const Node *N : *I)
          Component.push_back(G.copy(N->Function->Name));
      if (!Component.empty())
        Solver.solve(std::move(Component));
    }
    judgeImplementations(*Program, C, Solver, Judges);
    Judges.finish();
    const solve::Observations &Seen = Judges.observations();
    const solve::Tally &Count = Solver.tally();
    std::vector<checks::Finding> Findings = checks::runChecks(Seen, C);
    std::erase_if(Findings, [&](const checks::Finding &F) {
      return !O.Report.Select.Checks.allows(F.Check);
    });
    report::printText(Findings, Program->Files, O.Report.Select.Show,
                      llvm::outs());
    for (const checks::Finding &F : Findings)
      if (O.Report.FailOn && F.Severity <= O.Report.Select.Show &&
          !F.isSuppressed() && F.Severity <= *O.Report.FailOn)
        Status = output::Findings;
    Sum.TooLong += Count.TooLong;
    Sum.TooManyStates += Count.TooManyStates;
    if (O.Report.Stats)
      llvm::errs() << "pvlint: stats: " << File << ": " << Count.Functions
                   << " solved, " << Count.RestoreSites << " restore sites, "
                   << Count.UnknownIndirectCalls << " unknown indirect calls\n";
  }
  if (std::string Lost = output::describeLosses(Sum, 0);
      !Lost.empty() && !O.quiet())
    llvm::errs() << "pvlint: given up: " << Lost << '\n';
  return Broken ? output::Failed : Status;
}

} // namespace pvlint::tool
