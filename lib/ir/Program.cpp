//===- Program.cpp - the flow program ---------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both searches are linear: a program has few files, and whoever asks for many
// names keeps a map of its own.
//
//===----------------------------------------------------------------------===//

#include "ir/Program.h"
#include "ir/Slice.h"

using namespace pvlint::flow;

/// The index of \p Path in Files, added when it is not there yet. The search
/// runs from the back: a file just added is the likeliest to be asked for.
uint32_t Program::fileIndex(llvm::StringRef Path) {
  for (size_t I = Files.size(); I-- > 0;)
    if (Path == Files[I])
      return static_cast<uint32_t>(I);
  Files.push_back(Path.str());
  return static_cast<uint32_t>(Files.size() - 1);
}

/// The function other files see under \p Name; when there is none, the first
/// static one; null when there is neither.
Function *Program::find(llvm::StringRef Name) const {
  Function *FirstStatic = nullptr;
  for (const std::unique_ptr<Function> &F : Functions) {
    if (Name != F->Name)
      continue;
    if (!F->IsStatic)
      return F.get();
    if (!FirstStatic)
      FirstStatic = F.get();
  }
  return FirstStatic;
}

bool pvlint::flow::neverReturns(const Function &F) {
  std::vector<bool> Seen(F.Blocks.size());
  std::vector<uint32_t> Work;
  auto Reach = [&](uint32_t B) {
    // What is written to a file is checked when that is read.
    if (B < Seen.size() && !Seen[B]) {
      Seen[B] = true;
      Work.push_back(B);
    }
  };
  if (!F.Blocks.empty())
    Reach(0);
  while (!Work.empty()) {
    const Terminator &Term = F.Blocks[Work.back()].Term;
    Work.pop_back();
    if (Term.K == TermKind::Return)
      return false;
    for (uint32_t To : Term.Targets)
      Reach(To);
  }
  return !F.Blocks.empty();
}

/// Probes come and go between the operations, and are not counted.
void Function::number() {
  uint32_t Next = 0;
  for (Block &B : Blocks)
    for (Op &O : B.Ops)
      if (!isProbe(O))
        O.Number = Next++;
}
