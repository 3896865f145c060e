//===- LastStore.cpp - where something got its value ----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "judge/LastStore.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::solve {

using flow::Op;
using flow::Opcode;

LastStore::LastStore(const flow::Function &F, const ConditionText &Text)
    : F(F), Text(Text) {
  for (const flow::Block &B : F.Blocks)
    if (B.Term.K == flow::TermKind::Branch)
      Branches[B.Term.Loc.Begin].push_back(&B);
}

llvm::SmallVector<const flow::Block *, 1>
LastStore::blocksOf(const flow::Range &Branch) const {
  llvm::SmallVector<const flow::Block *, 1> All;
  if (const auto At = Branches.find(Branch.Begin); At != Branches.end())
    llvm::copy_if(At->second, std::back_inserter(All),
                  [&](auto *B) { return B->Term.Loc == Branch; });
  return All;
}

const flow::Block *LastStore::branch(const Trail &T) const {
  const auto [Known, New] = BranchOf.try_emplace(&T, nullptr);
  if (New)
    if (const auto All = blocksOf(T.Branch); All.size() == 1)
      Known->second = All.front();
  return Known->second;
}

std::vector<const flow::Block *>
LastStore::blocks(uint32_t First, const flow::Block *Last) const {
  std::vector<const flow::Block *> All;
  for (const flow::Block *B = &F.Blocks[First]; All.size() < F.Blocks.size();
       B = &F.Blocks[B->Term.Targets.front()]) {
    All.push_back(B);
    if (B == Last)
      return All;
    if (B->Term.K != flow::TermKind::Jump)
      break;
  }
  return {};
}

const Op *LastStore::before(const Op &Read, const Trail &At) const {
  const std::string Name = Text.placeName(Read.P);
  if (Name.empty())
    return nullptr;
  // Of "p->state": another object, once p is another.
  const llvm::StringRef Base = llvm::StringRef(Name).split("->").first;
  const bool IsOwn =
      Read.P.K == flow::Place::Var && !F.Vars[Read.P.Index].Escapes;
  const flow::Block *To = branch(At);
  bool IsSeen = false; // the read
  unsigned Left = MaxBranches;
  for (const Trail *T = At.Before; To && Left; T = T->Before, --Left) {
    while (T && !T->Branch.Begin.isValid())
      T = T->Before;
    const flow::Block *From = T ? branch(*T) : nullptr;
    if (T && !From)
      return nullptr;
    const uint32_t First = From ? From->Term.Targets[T->Taken ? 0 : 1] : 0;
    const auto Blocks = blocks(First, To);
    if (Blocks.empty())
      return nullptr;
    for (const flow::Block *B : llvm::reverse(Blocks))
      for (const Op &O : llvm::reverse(B->Ops)) {
        IsSeen |= &O == &Read;
        if (!IsSeen)
          continue;
        const std::string Stored =
            O.Code == Opcode::Store ? Text.placeName(O.P) : std::string();
        if (Stored == Name)
          return &O;
        // A callee may write to what it can reach.
        if (O.Code == Opcode::Store ? Stored == Base
                                    : O.Code == Opcode::Call && !IsOwn)
          return nullptr;
      }
    if (!T)
      return nullptr;
    To = From;
  }
  return nullptr;
}

} // namespace pvlint::solve
