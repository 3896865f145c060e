//===- Symbols.cpp - who is who in a linked program -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Symbols.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>
#include <map>
#include <tuple>

namespace pvlint::solve {

using flow::FlowFile;
using flow::FunctionEntry;
using llvm::StringRef;

StringRef Symbols::keep(const llvm::Twine &T) {
  llvm::SmallString<128> Buffer;
  return T.toStringRef(Buffer).copy(Strings);
}

Symbols::Symbols(std::vector<const FlowFile *> Files, const flow::Contract &C)
    : C(C) {
  // The order of units decides numbers and ties; it must not depend on the
  // order of folders.
  llvm::stable_sort(Files, [](const FlowFile *A, const FlowFile *B) {
    return A->source() < B->source();
  });
  for (const FlowFile *F : Files) {
    if (F->isUnit())
      continue;
    for (unsigned I = 0, E = F->numFunctions(); I != E; ++I)
      HeaderFunctions.try_emplace(F->digestOf(I), Stored{F, I, {}});
  }
  addUnits(Files);
  addAliases();
  // Callees, now that every name has its meaning. Header functions come into
  // being as they are found.
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    if (!Nodes[N].File->isUnit())
      continue; // a header's function has its callees
    const FlowFile *File = Nodes[N].File;
    const uint32_t Index = Nodes[N].Index, Unit = Nodes[N].Unit;
    std::vector<uint32_t> Callees;
    File->callees(Index, [&](StringRef Name) {
      uint32_t To = headerNode(Name, Unit);
      if (To != None)
        Callees.push_back(To);
    });
    Nodes[N].Callees = std::move(Callees);
  }
}

uint32_t Symbols::addNode(const FlowFile *F, uint32_t Index, uint32_t Unit) {
  FunctionEntry E = F->function(Index);
  Node N;
  N.File = F;
  N.Index = Index;
  N.Unit = Unit;
  N.Flags = E.Flags;
  const bool Local =
      E.Flags & (FunctionEntry::Static | FunctionEntry::InHeader);
  N.Key = Local ? keep(F->file(E.Loc.File) + ":" + E.Name) : E.Name;
  // Variants of one header function, and second definitions of one name.
  for (unsigned Number = 2; !ByKey.try_emplace(N.Key, Nodes.size()).second;
       ++Number) {
    StringRef Where = Local ? F->file(E.Loc.File) : F->source();
    N.Key = keep(Where + "#" + llvm::Twine(Number) + ":" + E.Name);
  }
  F->members(Index, [&](StringRef M) { N.Members.push_back(M); });
  Nodes.push_back(std::move(N));
  return Nodes.size() - 1;
}

void Symbols::addUnits(const std::vector<const FlowFile *> &Files) {
  Units.reserve(Files.size()); // names below point into them
  for (const FlowFile *F : Files) {
    if (!F->isUnit())
      continue;
    const uint32_t Number = Units.size();
    UnitInfo &U = Units.emplace_back();
    U.File = F;
    U.RefList = F->headers();
    for (uint32_t I = 0; I != U.RefList.size(); ++I)
      U.Refs[U.RefList[I].Name] = I;
    U.StaticList = F->staticVariables();
    for (const std::string &S : U.StaticList)
      U.Statics.insert(S);
    for (unsigned I = 0, E = F->numFunctions(); I != E; ++I) {
      FunctionEntry Entry = F->function(I);
      uint32_t N = addNode(F, I, Number);
      U.Own[Entry.Name] = N;
      if (Entry.Flags & FunctionEntry::Static)
        continue;
      External &X = Externals[Entry.Name];
      if (Entry.Flags & FunctionEntry::Weak) {
        if (X.Weak == None)
          X.Weak = N;
      } else if (X.Strong == None) {
        X.Strong = N;
      } else {
        X.Others.push_back(N);
      }
    }
  }
}

void Symbols::addAliases() {
  for (uint32_t Number = 0; Number != Units.size(); ++Number)
    for (const flow::Alias &A : Units[Number].File->aliases()) {
      auto It = Units[Number].Own.find(A.Target);
      if (It == Units[Number].Own.end())
        continue;
      const uint32_t Node = It->second; // adding a name may move the others
      StringRef Name = keep(A.Name);
      Units[Number].Own.try_emplace(Name, Node);
      if (A.Static)
        continue;
      External &X = Externals[Name];
      uint32_t &Slot = A.Weak ? X.Weak : X.Strong;
      if (Slot == None)
        Slot = Node;
    }
}

/// How many folders two paths have in common.
static unsigned nearness(StringRef A, StringRef B) {
  unsigned Common = 0;
  size_t I = 0;
  for (; I < A.size() && I < B.size() && A[I] == B[I]; ++I)
    Common += A[I] == '/';
  return Common;
}

uint32_t Symbols::resolve(StringRef Name, uint32_t Unit) const {
  const UnitInfo &U = Units[Unit];
  if (auto It = U.Own.find(Name); It != U.Own.end()) {
    // A weak definition of this very unit may have been replaced.
    if (!(Nodes[It->second].Flags & FunctionEntry::Weak))
      return It->second;
  }
  if (auto It = U.Headers.find(Name); It != U.Headers.end())
    return It->second;
  auto It = Externals.find(Name);
  if (It == Externals.end())
    return None;
  const External &X = It->second;
  if (X.Strong == None)
    return X.Weak;
  // Several programs may be built in one tree (boot loader, vdso): take the
  // definition that lies nearest.
  uint32_t Best = X.Strong;
  unsigned BestNearness =
      nearness(U.File->source(), Nodes[Best].File->source());
  for (uint32_t N : X.Others)
    if (unsigned Near = nearness(U.File->source(), Nodes[N].File->source());
        Near > BestNearness) {
      Best = N;
      BestNearness = Near;
    }
  return Best;
}

/// Like resolve(), and makes the node of a header function when it is the first
/// to ask.
uint32_t Symbols::headerNode(StringRef Name, uint32_t Unit) {
  if (uint32_t Known = resolve(Name, Unit); Known != None) {
    // An external definition is hidden by a header's of the same name.
    if (!Units[Unit].Refs.count(Name) || Units[Unit].Headers.count(Name) ||
        Units[Unit].Own.count(Name))
      return Known;
  }
  auto Ref = Units[Unit].Refs.find(Name);
  if (Ref == Units[Unit].Refs.end())
    return None;
  const uint32_t Id = Ref->second;
  auto Found = HeaderFunctions.find(Units[Unit].RefList[Id].Flow);
  if (Found == HeaderFunctions.end())
    return None;
  Stored &S = Found->second;
  if (!Pending.insert({Unit, Id}).second)
    return None; // recursion among header functions
  StringRef Kept = Units[Unit].RefList[Id].Name;
  std::vector<uint32_t> Callees;
  S.File->callees(S.Index, [&](StringRef Callee) {
    uint32_t To = headerNode(Callee, Unit);
    if (To != None)
      Callees.push_back(To);
  });
  for (uint32_t N : S.Nodes)
    if (Nodes[N].Callees == Callees) {
      Units[Unit].Headers[Kept] = N;
      return N;
    }
  uint32_t N = addNode(S.File, S.Index, Unit);
  Nodes[N].Flags |= FunctionEntry::InHeader;
  Nodes[N].Callees = std::move(Callees);
  S.Nodes.push_back(N);
  Units[Unit].Headers[Kept] = N;
  return N;
}

void Symbols::addPrimitives() {
  std::vector<StringRef> Names;
  for (const auto &Entry : C.functions())
    Names.push_back(Entry.first());
  llvm::sort(Names);
  for (uint32_t Unit = 0; Unit != Units.size(); ++Unit)
    for (StringRef Name : Names)
      if (Units[Unit].Refs.count(Name))
        (void)headerNode(Name, Unit);
}

uint32_t Symbols::find(StringRef Key) const {
  auto It = ByKey.find(Key);
  return It == ByKey.end() ? None : It->second;
}

StringRef Symbols::variable(StringRef Name, uint32_t Unit) {
  const UnitInfo &U = Units[Unit];
  if (!U.Statics.contains(Name))
    return Name;
  return keep(U.File->source() + ":" + Name);
}

uint32_t Symbols::fileIndex(StringRef Name) {
  auto [It, New] = FileIndices.try_emplace(Name, FileNames.size());
  if (New)
    FileNames.push_back(Name.str());
  return It->second;
}

std::vector<flow::Mark> Symbols::marks() {
  std::map<std::tuple<std::string, uint32_t, uint32_t>, flow::Mark> ByPlace;
  for (const UnitInfo &U : Units)
    for (flow::Mark &M : U.File->marks()) {
      const StringRef Name = U.File->file(M.At.File);
      auto [It, New] =
          ByPlace.try_emplace({Name.str(), M.At.Line, M.At.Col}, M);
      It->second.IsOwn |= M.IsOwn;
    }
  std::vector<flow::Mark> Result;
  for (auto &[Place, M] : ByPlace) {
    M.At.File = fileIndex(std::get<0>(Place));
    Result.push_back(std::move(M));
  }
  return Result;
}

std::unique_ptr<flow::Function> Symbols::decode(uint32_t Number) {
  const Node &N = Nodes[Number];
  auto Body = N.File->decode(N.Index);
  if (!Body) {
    Problems.push_back(llvm::toString(Body.takeError()));
    return nullptr;
  }
  flow::Function &F = **Body;
  std::vector<uint32_t> &Map = FileMaps[N.File];
  Map.resize(N.File->numFiles(), None);
  auto Relocate = [&](flow::Location &L) {
    if (!L.isValid())
      return;
    if (Map[L.File] == None)
      Map[L.File] = fileIndex(N.File->file(L.File));
    L.File = Map[L.File];
  };
  auto Rename = [&](std::string &Name) {
    if (const flow::Primitive *P = C.function(Name); P && P->hasEffect())
      return; // means what the contract says, whoever defines it
    if (uint32_t To = resolve(Name, N.Unit); To != None)
      Name = Nodes[To].Key.str();
  };
  auto RenameOperand = [&](flow::Operand &A) {
    if (A.K == flow::Operand::Function)
      Rename(A.Name);
  };
  flow::forEachLocation(F, Relocate);
  for (flow::Block &B : F.Blocks)
    for (flow::Op &O : B.Ops) {
      RenameOperand(O.A);
      RenameOperand(O.B);
      for (flow::Operand &A : O.Args)
        RenameOperand(A);
      if (O.P.K == flow::Place::Global)
        O.P.Name = variable(O.P.Name, N.Unit).str();
      if (O.Code == flow::Opcode::Call &&
          O.CalleeIs == flow::CalleeKind::Function) {
        if (O.Spelling.empty())
          O.Spelling = O.Callee;
        Rename(O.Callee);
      }
    }
  F.Key = N.Key.str();
  return std::move(*Body);
}

} // namespace pvlint::solve
