//===- PointsTo.cpp - where an indirect call can go -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/PointsTo.h"
#include <algorithm>

namespace pvlint::solve {

using flow::FunctionEntry;
using flow::PointerFlow;
using flow::PointerNode;
using llvm::StringRef;

PointsTo::PointsTo(Symbols &S) : Syms(S) {
  for (uint32_t U = 0; U != S.numUnits(); ++U)
    for (const PointerFlow &F : S.unit(U).pointers())
      add(F, U);
  for (const Symbols::Node &N : S.nodes())
    if (N.Flags & FunctionEntry::MovesPointers)
      for (const PointerFlow &F : N.File->pointers(N.Index))
        add(F, N.Unit);
  propagate();
  for (Place &P : Places)
    std::sort(P.Holds.begin(), P.Holds.end(),
              [](const Target &A, const Target &B) { return A.Node < B.Node; });
}

uint32_t PointsTo::place(StringRef Name) {
  auto [It, New] = ByName.try_emplace(Name, Places.size());
  if (New) {
    Places.emplace_back();
    Names.push_back(It->first());
  }
  return It->second;
}

/// The name of a place in the whole program.
std::string PointsTo::name(const PointerNode &N, uint32_t Unit) {
  auto Function = [&] {
    uint32_t Id = Syms.resolve(N.Name, Unit);
    return Id == Symbols::None ? N.Name : Syms.nodes()[Id].Key.str();
  };
  switch (N.K) {
  case PointerNode::Field:
    return N.Name;
  case PointerNode::Global:
    return "variable " + Syms.variable(N.Name, Unit).str();
  case PointerNode::Param:
    return Function() + "(arg" + std::to_string(N.Index) + ")";
  case PointerNode::Local:
    return Function() + "(local" + std::to_string(N.Index) + ")";
  case PointerNode::Return:
    return "result of " + Function();
  case PointerNode::Function:
    break;
  }
  return {};
}

void PointsTo::add(const PointerFlow &F, uint32_t Unit) {
  if (F.To.K == PointerNode::Function)
    return;
  uint32_t To = place(name(F.To, Unit));
  if (F.From.K != PointerNode::Function) {
    uint32_t From = place(name(F.From, Unit));
    if (!llvm::is_contained(Places[From].Next, To))
      Places[From].Next.push_back(To);
    return;
  }
  uint32_t Node = Syms.resolve(F.From.Name, Unit);
  if (Node == Symbols::None)
    return; // assembly, or not part of the program
  llvm::SmallVector<int64_t, 1> Object;
  if (!F.Object.empty() && F.To.K == PointerNode::Field)
    Object.push_back(Objects
                         .try_emplace(std::to_string(Unit) + ":" + F.Object,
                                      Objects.size() + 1)
                         .first->second);
  // Objects of a function are named "function:variable".
  hold(To, Node, Object, !Object.empty() && !StringRef(F.Object).contains(':'));
}

bool PointsTo::hold(uint32_t P, uint32_t Node, llvm::ArrayRef<int64_t> Of,
                    bool InTable) {
  for (Target &T : Places[P].Holds)
    if (T.Node == Node) {
      T.InTable |= InTable;
      for (int64_t O : Of)
        if (!llvm::is_contained(T.Objects, O))
          T.Objects.insert(llvm::lower_bound(T.Objects, O), O);
      return false;
    }
  Target T;
  T.Node = Node;
  T.Objects.assign(Of.begin(), Of.end());
  T.InTable = InTable;
  Places[P].Holds.push_back(std::move(T));
  return true;
}

void PointsTo::propagate() {
  std::vector<uint32_t> Work;
  for (uint32_t P = 0; P != Places.size(); ++P)
    if (!Places[P].Holds.empty() && !Places[P].Next.empty())
      Work.push_back(P);
  while (!Work.empty()) {
    uint32_t P = Work.back();
    Work.pop_back();
    for (uint32_t To : Places[P].Next) {
      if (To == P)
        continue;
      bool Changed = false;
      for (size_t I = 0; I != Places[P].Holds.size(); ++I)
        Changed |= hold(To, Places[P].Holds[I].Node, {}, /*InTable=*/false);
      if (Changed && !Places[To].Next.empty())
        Work.push_back(To);
    }
  }
}

llvm::ArrayRef<Target> PointsTo::holds(StringRef Name) const {
  auto It = ByName.find(Name);
  if (It == ByName.end())
    return {};
  return Places[It->second].Holds;
}

llvm::ArrayRef<Target> PointsTo::field(StringRef Field) const {
  return holds(Field);
}

llvm::ArrayRef<Target> PointsTo::param(StringRef Key, unsigned Index) const {
  return holds((Key + "(arg" + llvm::Twine(Index) + ")").str());
}

llvm::ArrayRef<Target> PointsTo::global(StringRef Name) const {
  return holds(("variable " + Name).str());
}

void PointsTo::forEachPlace(
    llvm::function_ref<void(StringRef, llvm::ArrayRef<Target>)> Each) const {
  for (uint32_t P = 0; P != Places.size(); ++P)
    if (!Places[P].Holds.empty())
      Each(Names[P], Places[P].Holds);
}

} // namespace pvlint::solve
