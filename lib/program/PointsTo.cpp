//===- PointsTo.cpp - where an indirect call can go -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/PointsTo.h"
#include "program/StoredTogether.h"
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
  for (uint32_t N = 0; N != S.nodes().size(); ++N)
    if (S.nodes()[N].Flags & FunctionEntry::MovesPointers)
      addFunction(N);
  propagate();
  for (Place &P : Places)
    std::sort(P.Holds.begin(), P.Holds.end(),
              [](const Target &A, const Target &B) { return A.Node < B.Node; });
}

void PointsTo::addFunction(uint32_t Node) {
  const Symbols::Node &N = Syms.nodes()[Node];
  const auto &Flows = N.File->pointers(N.Index);
  const StoredTogether Together(Flows);
  for (auto [A, B] : Together.groups())
    Groups.unionSets(place(A), place(B));
  for (const PointerFlow &F : Flows)
    add(F, N.Unit, Together.ways(F));
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

/// \p Ways are those in which the object of \p F may be filled with it; empty
/// when nothing is chosen.
void PointsTo::add(const PointerFlow &F, uint32_t Unit,
                   llvm::ArrayRef<std::string> Ways) {
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
  llvm::SmallVector<int64_t, 1> Object, Numbered;
  if (!F.Object.empty() && F.To.K == PointerNode::Field) {
    const std::string Name =
        std::to_string(Unit) + ":" + StringRef(F.Object).split('#').first.str();
    auto Number = [&](const std::string &Of) {
      return Objects.try_emplace(Of, Objects.size() + 1).first->second;
    };
    Object.push_back(Number(Name));
    for (const std::string &Block : Ways)
      Numbered.push_back(Number(Name + "#" + Block));
  }
  // Objects of a function are named "function:variable".
  hold(To, Node, Object, Numbered,
       !Object.empty() && !StringRef(F.Object).contains(':'));
}

static void addTo(llvm::SmallVectorImpl<int64_t> &Sorted, int64_t V) {
  auto *It = llvm::lower_bound(Sorted, V);
  if (It == Sorted.end() || *It != V)
    Sorted.insert(It, V);
}

bool PointsTo::hold(uint32_t P, uint32_t Node, llvm::ArrayRef<int64_t> Of,
                    llvm::ArrayRef<int64_t> Ways, bool InTable) {
  auto &Holds = Places[P].Holds;
  auto T =
      llvm::find_if(Holds, [&](const Target &T) { return T.Node == Node; });
  const bool New = T == Holds.end();
  if (New) {
    T = Holds.insert(T, Target());
    T->Node = Node;
  }
  T->InTable |= InTable;
  for (int64_t O : Of)
    addTo(T->Objects, O);
  for (int64_t W : Ways)
    addTo(T->Ways, W);
  if (Ways.empty())
    addTo(T->Ways, Target::OtherWay);
  return New;
}

llvm::StringRef PointsTo::group(llvm::StringRef Place) const {
  auto It = ByName.find(Place);
  if (It == ByName.end())
    return {};
  auto Of = Groups.findLeader(It->second);
  return Of == Groups.member_end() ? StringRef() : Names[*Of];
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
        Changed |= hold(To, Places[P].Holds[I].Node, {}, {}, /*InTable=*/false);
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
