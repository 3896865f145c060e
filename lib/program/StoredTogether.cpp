//===- StoredTogether.cpp - pointers that are set side by side ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/StoredTogether.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::solve {

using flow::PointerFlow;
using flow::PointerNode;
using llvm::StringRef;

StoredTogether::StoredTogether(llvm::ArrayRef<PointerFlow> Flows) {
  for (const PointerFlow &F : Flows) {
    const auto [Name, Block] = StringRef(F.Object).split('#');
    if (F.From.K != PointerNode::Function || F.To.K != PointerNode::Field ||
        Block.empty())
      continue;
    Field &Of = Objects[Name.str()][F.To.Name];
    Of.Functions[F.From.Name].insert(Block.str());
    Of.Blocks.insert(Block.str());
  }
}

static bool meet(const std::set<std::string> &A,
                 const std::set<std::string> &B) {
  return llvm::any_of(
      A, [&](const std::string &Block) { return B.contains(Block); });
}

std::vector<std::pair<StringRef, StringRef>> StoredTogether::groups() const {
  std::vector<std::pair<StringRef, StringRef>> Pairs;
  for (const auto &[Name, Of] : Objects)
    for (auto A = Of.begin(); A != Of.end(); ++A)
      for (auto B = std::next(A); B != Of.end(); ++B)
        if (A->second.isChosen() && B->second.isChosen() &&
            meet(A->second.Blocks, B->second.Blocks))
          Pairs.emplace_back(A->first, B->first);
  return Pairs;
}

std::vector<std::string> StoredTogether::ways(const PointerFlow &F) const {
  const auto Of = Objects.find(StringRef(F.Object).split('#').first.str());
  if (Of == Objects.end())
    return {};
  const auto At = Of->second.find(F.To.Name);
  if (At == Of->second.end() || !At->second.isChosen())
    return {};
  const Field &Mine = At->second;
  const auto Stored = Mine.Functions.find(F.From.Name);
  if (Stored == Mine.Functions.end())
    return {}; // not a function
  std::set<std::string> Ways = Stored->second;
  // Of its group: the fields that are chosen along with it.
  for (const auto &[Name, Other] : Of->second)
    if (Other.isChosen() && meet(Other.Blocks, Mine.Blocks))
      for (const std::string &Block : Other.Blocks)
        if (!Mine.Blocks.contains(Block))
          Ways.insert(Block);
  return {Ways.begin(), Ways.end()};
}

} // namespace pvlint::solve
