//===- Liveness.cpp - which variables a point still needs -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Liveness.h"
#include <algorithm>

namespace pvlint::solve {

using flow::Opcode;
using flow::Place;

Liveness::Liveness(const flow::Function &F) {
  const size_t N = F.Blocks.size();
  // Reverse post-order, iteratively.
  std::vector<uint32_t> Post;
  std::vector<uint8_t> Mark(N); // 1 on the stack, 2 done
  std::vector<std::pair<uint32_t, size_t>> Stack;
  if (N) {
    Stack.emplace_back(0, 0);
    Mark[0] = 1;
  }
  while (!Stack.empty()) {
    auto &[B, Next] = Stack.back();
    const auto &Targets = F.Blocks[B].Term.Targets;
    if (Next == Targets.size()) {
      Mark[B] = 2;
      Post.push_back(B);
      Stack.pop_back();
      continue;
    }
    uint32_t To = Targets[Next++];
    if (!Mark[To]) {
      Mark[To] = 1;
      Stack.emplace_back(To, 0);
    } else if (Mark[To] == 1) {
      HasLoop = true;
    }
  }
  ReversePostOrder.assign(Post.rbegin(), Post.rend());
  OrderOf.assign(N, 0);
  for (uint32_t I = 0; I != ReversePostOrder.size(); ++I)
    OrderOf[ReversePostOrder[I]] = I;

  LeavesLoop.resize(N);
  if (HasLoop)
    findLoops(F);
  Overwritten.assign(N, llvm::BitVector(F.Vars.size()));
  Vars.assign(N, llvm::BitVector(F.Vars.size()));
  Temps.resize(N);
  llvm::BitVector Always(F.Vars.size());
  for (uint32_t V = 0; V != F.Vars.size(); ++V)
    if (F.Vars[V].Escapes)
      Always.set(V);

  auto Use = [](llvm::SparseBitVector<> &T, const flow::Operand &O) {
    if (O.isTemp())
      T.set(O.Index);
  };
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (uint32_t B : Post) {
      llvm::BitVector V = Always, W = Always;
      llvm::SparseBitVector<> T;
      const flow::Block &Block = F.Blocks[B];
      for (uint32_t To : Block.Term.Targets) {
        V |= Vars[To];
        W |= Overwritten[To];
        T |= Temps[To];
      }
      Use(T, Block.Term.Cond);
      for (auto It = Block.Ops.rbegin(); It != Block.Ops.rend(); ++It) {
        const flow::Op &O = *It;
        if (O.HasResult)
          T.reset(O.Result);
        if ((O.Code == Opcode::Store || O.Code == Opcode::Begin) &&
            O.P.K == Place::Var && O.P.Path.empty() && !Always[O.P.Index]) {
          V.reset(O.P.Index);
          if (O.Code == Opcode::Store)
            W.set(O.P.Index);
          else
            W.reset(O.P.Index);
        }
        Use(T, O.A);
        Use(T, O.B);
        for (const flow::Operand &A : O.Args)
          Use(T, A);
        if (O.P.K == Place::Deref &&
            (O.Code == Opcode::Load || O.Code == Opcode::Store ||
             O.Code == Opcode::Addr))
          T.set(O.P.Index);
        if (O.P.K == Place::Var &&
            (O.Code == Opcode::Load || O.Code == Opcode::Addr)) {
          V.set(O.P.Index);
          W.set(O.P.Index);
        }
      }
      if (V != Vars[B] || T != Temps[B] || W != Overwritten[B]) {
        Vars[B] = std::move(V);
        Overwritten[B] = std::move(W);
        Temps[B] = std::move(T);
        Changed = true;
      }
    }
  }
  findDying(F);
}

void Liveness::findDying(const flow::Function &F) {
  Dying.resize(F.Blocks.size());
  for (uint32_t From : ReversePostOrder) {
    llvm::BitVector Had = Vars[From];
    for (const flow::Op &O : F.Blocks[From].Ops)
      if ((O.Code == Opcode::Store || O.Code == Opcode::Begin) &&
          O.P.K == Place::Var)
        Had.set(O.P.Index);
    for (uint32_t To : F.Blocks[From].Term.Targets) {
      llvm::BitVector Gone = Had;
      Gone.reset(Vars[To]);
      for (uint32_t V : Gone.set_bits())
        Dying[To].push_back(V);
    }
  }
  for (std::vector<uint32_t> &Of : Dying) {
    llvm::sort(Of);
    Of.erase(llvm::unique(Of), Of.end());
  }
}

/// Natural loops of the back edges.
/// Whether the branch at the end of \p B asks for what variables hold that
/// \p Written does not have: it comes out alike in each round.
static bool asksWhatStays(const flow::Function &F, const flow::Block &B,
                          const llvm::BitVector &Written) {
  bool Asks = false;
  auto Stays = [&](auto &Self, const flow::Operand &O) -> bool {
    if (!O.isTemp())
      return O.K == flow::Operand::Const;
    const auto Def = llvm::find_if(B.Ops, [&](const flow::Op &Op) {
      return Op.HasResult && Op.Result == O.Index;
    });
    if (Def == B.Ops.end())
      return false;
    switch (Def->Code) {
    case Opcode::Load:
      Asks = true;
      return Def->P.K == Place::Var && !Written[Def->P.Index];
    case Opcode::Copy:
    case Opcode::Cast:
    case Opcode::Unary:
      return Self(Self, Def->A);
    case Opcode::Binary:
      return Self(Self, Def->A) && Self(Self, Def->B);
    default:
      return false;
    }
  };
  return B.Term.Cond.isTemp() && Stays(Stays, B.Term.Cond) && Asks;
}

void Liveness::findLoops(const flow::Function &F) {
  const size_t N = F.Blocks.size();
  std::vector<llvm::SmallVector<uint32_t, 2>> Predecessors(N);
  for (uint32_t B : ReversePostOrder)
    for (uint32_t To : F.Blocks[B].Term.Targets)
      Predecessors[To].push_back(B);
  for (uint32_t Latch : ReversePostOrder)
    for (uint32_t Head : F.Blocks[Latch].Term.Targets) {
      if (OrderOf[Head] > OrderOf[Latch])
        continue;
      llvm::BitVector Body(N);
      Body.set(Head);
      std::vector<uint32_t> Work{Latch};
      while (!Work.empty()) {
        uint32_t B = Work.back();
        Work.pop_back();
        if (Body[B])
          continue;
        Body.set(B);
        Work.insert(Work.end(), Predecessors[B].begin(), Predecessors[B].end());
      }
      // Who has the address of a variable may write to it in any block.
      llvm::BitVector Written(F.Vars.size());
      for (uint32_t B = 0; B != N; ++B)
        for (const flow::Op &O : F.Blocks[B].Ops)
          if (O.P.K == Place::Var && (O.Code == Opcode::Addr ||
                                      (Body[B] && (O.Code == Opcode::Store ||
                                                   O.Code == Opcode::Begin))))
            Written.set(O.P.Index);
      for (uint32_t B : Body.set_bits())
        if (!asksWhatStays(F, F.Blocks[B], Written) &&
            llvm::any_of(F.Blocks[B].Term.Targets,
                         [&](uint32_t To) { return !Body[To]; }) &&
            !llvm::is_contained(LeavesLoop[B], Head))
          LeavesLoop[B].push_back(Head);
    }
}

} // namespace pvlint::solve
