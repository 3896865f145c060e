//===- Acts.cpp - what functions do to interrupts -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Acts.h"

namespace pvlint::index {

using flow::FunctionEntry;
using solve::Symbols;

static uint8_t kindsOf(const flow::Primitive &P) {
  uint8_t Kinds = 0;
  if (P.Save)
    Kinds |= Act::Save;
  if (P.Restore)
    Kinds |= Act::Restore;
  if (P.Irqs == flow::IrqsAfter::On)
    Kinds |= Act::Enable;
  if (P.Irqs == flow::IrqsAfter::Off || P.Counted == flow::CountedUse::Disable)
    Kinds |= Act::Disable;
  if (P.Counted == flow::CountedUse::Enable)
    Kinds |= Act::Restore;
  return Kinds;
}

void ActTable::readBody(const solve::Link &L, uint32_t Node,
                        std::vector<Act> &Out) const {
  const Symbols::Node &N = L.symbols().nodes()[Node];
  auto Body = N.File->decode(N.Index);
  if (!Body) {
    // The link has said so.
    llvm::consumeError(Body.takeError());
    return;
  }
  for (const flow::Block &B : (*Body)->Blocks)
    for (const flow::Op &O : B.Ops) {
      const flow::Primitive *P = L.entry(Node, O);
      if (!P || !kindsOf(*P))
        continue;
      const flow::Location At = O.Loc.Begin;
      Act A{kindsOf(*P), "", At.Line, At.Col,
            O.Spelling.empty() ? O.Callee : O.Spelling};
      if (At.isValid())
        A.File = N.File->file(At.File).str();
      Out.push_back(std::move(A));
    }
}

/// The same macro may call several primitives at one place.
static void mergePlaces(std::vector<Act> &Acts) {
  auto Place = [](const Act &A) {
    return std::tie(A.File, A.Line, A.Col, A.Spelling);
  };
  llvm::stable_sort(
      Acts, [&](const Act &A, const Act &B) { return Place(A) < Place(B); });
  size_t Kept = 0;
  for (size_t I = 0; I != Acts.size(); ++I) {
    if (Kept && Place(Acts[Kept - 1]) == Place(Acts[I]))
      Acts[Kept - 1].Kinds |= Acts[I].Kinds;
    else
      std::swap(Acts[Kept++], Acts[I]);
  }
  Acts.resize(Kept);
}

ActTable::ActTable(const solve::Link &L) {
  const auto &Nodes = L.symbols().nodes();
  Acts.resize(Nodes.size());
  Kinds.resize(Nodes.size());
  auto InHeader = [&](uint32_t N) {
    return (Nodes[N].Flags & FunctionEntry::InHeader) != 0;
  };
  for (uint32_t N = 0; N != Nodes.size(); ++N) {
    if (!(Nodes[N].Flags & FunctionEntry::NamesPrimitive) &&
        !L.namesAnnotated(N))
      continue;
    readBody(L, N, Acts[N]);
    for (const Act &A : Acts[N])
      Kinds[N] |= A.Kinds;
  }
  // Wrappers in headers call wrappers in headers, and not deeply.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (uint32_t N = 0; N != Nodes.size(); ++N) {
      uint8_t New = Kinds[N];
      for (uint32_t To : Nodes[N].Callees)
        if (InHeader(To))
          New |= Kinds[To];
      Changed |= InHeader(N) && New != Kinds[N];
      Kinds[N] = New;
    }
  }
  for (const solve::CallEdge &E : L.edges()) {
    if (!InHeader(E.To) || !Kinds[E.To] || !E.At.isValid())
      continue;
    const Symbols::Node &To = Nodes[E.To];
    Acts[E.From].push_back({Kinds[E.To], L.files()[E.At.File], E.At.Line,
                            E.At.Col, To.File->function(To.Index).Name.str()});
  }
  for (std::vector<Act> &Of : Acts)
    mergePlaces(Of);
}

llvm::StringRef effect(const solve::Summary *S) {
  if (!S)
    return "same";
  llvm::StringRef Result;
  for (const solve::Row &R : S->Rows) {
    llvm::StringRef Is = "mixed";
    if (R.Irq->K == solve::Expr::Entry)
      Is = "same";
    else if (R.Irq->isConst(0))
      Is = "off";
    else if (R.Irq->isConst(1))
      Is = "on";
    else if (R.Irq->K == solve::Expr::IfBit)
      Is = "word";
    if (!Result.empty() && Result != Is)
      return "mixed";
    Result = Is;
  }
  return Result.empty() ? "never" : Result;
}

llvm::StringRef effect(const flow::Primitive &P) {
  if (P.Happens != flow::When::Always)
    return "mixed";
  if (P.Restore)
    return "word";
  if (P.Counted != flow::CountedUse::No)
    return P.Counted == flow::CountedUse::Disable ? "off" : "mixed";
  if (P.Irqs == flow::IrqsAfter::Unchanged)
    return "same";
  return P.Irqs == flow::IrqsAfter::On ? "on" : "off";
}

} // namespace pvlint::index
