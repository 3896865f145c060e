//===- TextSource.cpp - the functions of a flow program -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/TextSource.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace pvlint::solve {

using llvm::StringRef;

/// Functions that \p F calls, or hands to what it calls.
static void forEachCallee(const flow::Function &F,
                          llvm::function_ref<void(StringRef)> Do) {
  for (const flow::Block &B : F.Blocks)
    for (const flow::Op &O : B.Ops) {
      if (O.Code != flow::Opcode::Call)
        continue;
      if (O.CalleeIs == flow::CalleeKind::Function)
        Do(O.Callee);
      if (O.A.K == flow::Operand::Function)
        Do(O.A.Name);
      for (const flow::Operand &A : O.Args)
        if (A.K == flow::Operand::Function)
          Do(A.Name);
    }
}

TextSource::TextSource(const flow::Program &P, const flow::Contract &C)
    : P(P), C(C), Callees(P.Functions.size()) {
  for (uint32_t F = 0; F != numFunctions(); ++F)
    Numbers.try_emplace(P.Functions[F]->Name, F);
  for (uint32_t F = 0; F != numFunctions(); ++F)
    forEachCallee(*P.Functions[F], [&](StringRef Name) {
      if (const uint32_t To = numberOf(Name); To != NoFunction)
        Callees[F].push_back(To);
    });
}

StringRef TextSource::nameOf(uint32_t F) const { return P.Functions[F]->Name; }

uint32_t TextSource::numberOf(StringRef Name) const {
  auto It = Numbers.find(Name);
  return It == Numbers.end() ? NoFunction : It->second;
}

llvm::ArrayRef<uint32_t> TextSource::calleesOf(uint32_t F) const {
  return Callees[F];
}

bool TextSource::hasAllCallers(uint32_t F) const {
  const flow::Function &Head = *P.Functions[F];
  return !Head.AddressTaken &&
         (Head.IsStatic || Head.IsInline || Head.InHeader);
}

bool TextSource::mattersItself(uint32_t F) const {
  const flow::Function &Body = *P.Functions[F];
  bool Result = false;
  for (const flow::Block &B : Body.Blocks)
    for (const flow::Op &O : B.Ops)
      Result |=
          O.Code == flow::Opcode::Call &&
          ((O.CalleeIs == flow::CalleeKind::Member && C.member(O.Callee)) ||
           (O.CalleeIs == flow::CalleeKind::Asm && C.assembly(O.Callee)));
  // Callees with bodies here are the driver's to judge.
  forEachCallee(Body, [&](StringRef Name) {
    Result |= C.function(Name) ||
              llvm::any_of(P.Annotations, [&](const flow::Annotation &A) {
                return A.Function == Name;
              });
  });
  return Result;
}

/// Whether \p O calls what only a run can tell.
static bool callsAnything(const flow::Op &O, const flow::Contract &C) {
  if (O.Code != flow::Opcode::Call)
    return false;
  return (O.CalleeIs == flow::CalleeKind::Member && !C.member(O.Callee)) ||
         (O.CalleeIs == flow::CalleeKind::Pointer &&
          O.A.K != flow::Operand::Function);
}

bool TextSource::reachesUnknown(uint32_t F, const Solver &Said) const {
  std::vector<uint32_t> Work = {F};
  llvm::DenseSet<uint32_t> Seen = {F};
  bool Result = false;
  while (!Work.empty() && !Result) {
    const flow::Function &Body = *P.Functions[Work.back()];
    Work.pop_back();
    for (const flow::Block &B : Body.Blocks)
      for (const flow::Op &O : B.Ops)
        Result |= callsAnything(O, C);
    forEachCallee(Body, [&](StringRef Name) {
      const uint32_t To = numberOf(Name);
      if (To == NoFunction)
        Result |= !Said.entry(Name) && !C.lock(Name) &&
                  !Name.starts_with("__builtin_");
      else if (!C.function(Name) && Seen.insert(To).second)
        Work.push_back(To);
    });
  }
  return Result;
}

std::vector<InstalledFunction> TextSource::installed() {
  std::vector<InstalledFunction> Found;
  for (const auto &Storing : P.Functions)
    for (const flow::PointerFlow &I : Storing->Pointers)
      if (I.From.K == flow::PointerNode::Function && C.member(I.To.Name))
        if (const uint32_t F = numberOf(I.From.Name); F != NoFunction)
          Found.push_back({F, I.To.Name, I.Object});
  return Found;
}

std::unique_ptr<flow::Function> TextSource::body(uint32_t F) {
  return std::make_unique<flow::Function>(*P.Functions[F]);
}

/// Whatever the reason: a text is small.
std::unique_ptr<flow::Function> TextSource::bodyFor(StringRef Name,
                                                    DemandKind) {
  const uint32_t F = numberOf(Name);
  return F == NoFunction ? nullptr : body(F);
}

} // namespace pvlint::solve
