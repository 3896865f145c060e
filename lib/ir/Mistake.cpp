//===- Mistake.cpp - what is wrong in a file that pvlint reads ------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Mistake.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::flow {

char Mistakes::ID = 0;

std::string Mistake::text() const {
  std::string Place = File;
  if (Line)
    Place += ":" + std::to_string(Line) + ":" + std::to_string(Col);
  return Place + ": error: " + Message;
}

void Mistakes::log(llvm::raw_ostream &OS) const {
  llvm::interleave(All, OS, [&](const Mistake &M) { OS << M.text(); }, "\n");
}

std::error_code Mistakes::convertToErrorCode() const {
  return llvm::inconvertibleErrorCode();
}

} // namespace pvlint::flow
