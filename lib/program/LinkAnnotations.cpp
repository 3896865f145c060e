//===- LinkAnnotations.cpp - what declarations say in a program -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each unit brings along what the declarations that it has seen say. They are
// of the functions that the unit means by these names. Where two units declare
// one function differently, the first in order of their sources counts.
//
//===----------------------------------------------------------------------===//

#include "program/Link.h"
#include <set>

namespace pvlint::solve {

using flow::Annotation;
using flow::FunctionEntry;
using llvm::StringRef;

std::vector<BodySource::Declared> Link::annotations() {
  std::vector<Declared> All;
  std::set<std::pair<flow::Location, std::string>> Refused;
  for (uint32_t Unit = 0; Unit != Syms.numUnits(); ++Unit) {
    const flow::FlowFile &File = Syms.unit(Unit);
    for (Annotation &A : File.annotations()) {
      A.Loc.File = Syms.fileIndex(File.file(A.Loc.File));
      if (A.isRefused() && !Refused.emplace(A.Loc, A.Text).second)
        continue;
      if (const uint32_t N =
              A.isRefused() ? Symbols::None : Syms.resolve(A.Function, Unit);
          N != Symbols::None)
        All.push_back({Syms.nodes()[N].Key.str(), std::move(A)});
      else
        All.push_back({A.Function, A});
    }
  }
  return All;
}

/// A declared entry state is a context, and who calls a function that says
/// something of itself is looked at.
void Link::useAnnotations() {
  const auto &Nodes = Syms.nodes();
  if (TheSolver.Annotated.empty())
    return;
  Annotated.resize(Nodes.size());
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    if (const AnnotatedFunction *F = TheSolver.annotation(Nodes[N].Key)) {
      Annotated[N] = true;
      if (F->Requires && !Contexts[N]) {
        const bool Off = F->Entry.Requires == flow::Required::Off;
        Contexts[N] = &DeclaredContexts.emplace_back(flow::EntryContext{
            Off, "declared 'pvlint::" + F->Requires->Text + "'"});
      }
    }
    Nodes[N].File->callees(Nodes[N].Index, [&](StringRef Name) {
      const uint32_t To = Syms.resolve(Name, Nodes[N].Unit);
      const StringRef Key = To == Symbols::None ? Name : Nodes[To].Key;
      if (!TheSolver.isAnnotated(Key))
        return;
      Annotated[N] = true;
      ++AnnotatedUsers[Key];
    });
  }
}

/// Whether something that \p Node calls, itself or further down, has no body in
/// the program and says nothing of itself.
bool Link::reachesUnknown(uint32_t Node, const Solver &Said) const {
  const auto &Nodes = Syms.nodes();
  std::vector<uint32_t> Work = {Node};
  llvm::DenseSet<uint32_t> Seen = {Node};
  while (!Work.empty()) {
    const Symbols::Node &N = Nodes[Work.back()];
    Work.pop_back();
    if ((N.Flags & FunctionEntry::CallsPointer) || !N.Members.empty())
      return true;
    bool Unknown = false;
    N.File->callees(N.Index, [&](StringRef Name) {
      const uint32_t To = Syms.resolve(Name, N.Unit);
      if (Said.isAnnotated(To == Symbols::None ? Name : Nodes[To].Key))
        return;
      if (To == Symbols::None)
        Unknown |= !Said.entry(Name) && !C.lock(Name) &&
                   !Name.starts_with("__builtin_");
      else if (Seen.insert(To).second)
        Work.push_back(To);
    });
    if (Unknown)
      return true;
  }
  return false;
}

const flow::Primitive *Link::entry(uint32_t Node, const flow::Op &O) const {
  if (O.Code == flow::Opcode::Call &&
      O.CalleeIs == flow::CalleeKind::Function && !C.function(O.Callee))
    if (uint32_t To = Syms.resolve(O.Callee, Syms.nodes()[Node].Unit);
        To != Symbols::None)
      return TheSolver.entry(Syms.nodes()[To].Key);
  return TheSolver.entry(O);
}

std::vector<Link::Believed> Link::annotated() const {
  std::vector<Believed> All;
  for (const auto &Entry : TheSolver.Annotated)
    if (const flow::Primitive *P = TheSolver.entry(Entry.first());
        P && P->IsDeclared)
      All.push_back({Entry.first(), Syms.find(Entry.first()), &Entry.second,
                     AnnotatedUsers.lookup(Entry.first())});
  llvm::sort(
      All, [](const Believed &A, const Believed &B) { return A.Key < B.Key; });
  return All;
}

} // namespace pvlint::solve
