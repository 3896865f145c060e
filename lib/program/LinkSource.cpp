//===- LinkSource.cpp - a linked program as a source of bodies ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the driver shares with a unit and a text. Functions are the nodes of the
// symbols; what fills the paravirt ops is what their places hold.
//
//===----------------------------------------------------------------------===//

#include "program/Link.h"

namespace pvlint::solve {

using flow::FunctionEntry;
using llvm::StringRef;

/// Operations of a function that is analysed only for the value it returns.
static constexpr unsigned MaxOpsForValue = 60;

static_assert(BodySource::NoFunction == Symbols::None);

StringRef Link::nameOf(uint32_t Node) const { return Syms.nodes()[Node].Key; }

uint32_t Link::numberOf(StringRef Key) const { return Syms.find(Key); }

llvm::ArrayRef<uint32_t> Link::calleesOf(uint32_t Node) const {
  return Syms.nodes()[Node].Callees;
}

bool Link::hasAllCallers(uint32_t Node) const {
  constexpr uint32_t Own = FunctionEntry::Static | FunctionEntry::InHeader;
  const uint32_t Flags = Syms.nodes()[Node].Flags;
  return (Flags & Own) && !(Flags & FunctionEntry::AddressTaken);
}

bool Link::mattersItself(uint32_t Node) const {
  return Syms.nodes()[Node].Flags & FunctionEntry::NamesPrimitive;
}

std::vector<InstalledFunction> Link::installed() {
  std::vector<InstalledFunction> All;
  std::vector<StringRef> Members;
  for (const auto &Member : C.members())
    Members.push_back(Member.first());
  llvm::sort(Members);
  for (StringRef Member : Members)
    for (const Target &T : targets(Member)) {
      for (int64_t Object : T.Objects)
        All.push_back({T.Node, Member.str(), std::to_string(Object)});
      if (T.Objects.empty())
        All.push_back({T.Node, Member.str(), ""});
    }
  return All;
}

std::unique_ptr<flow::Function> Link::body(uint32_t Node) {
  return Syms.decode(Node);
}

std::unique_ptr<flow::Function> Link::bodyFor(StringRef Key, DemandKind Why) {
  const uint32_t N = Syms.find(Key);
  if (N == Symbols::None)
    return nullptr;
  const Symbols::Node &Node = Syms.nodes()[N];
  if (Why == DemandKind::Value && !MaySleep[N] &&
      Node.File->function(Node.Index).NumOps > MaxOpsForValue)
    return nullptr;
  ++Decoded;
  return Syms.decode(N);
}

} // namespace pvlint::solve
