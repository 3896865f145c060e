//===- ResponseFiles.cpp - words of a command from files ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "session/ResponseFiles.h"
#include "session/SteadyFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"

using llvm::StringRef;

namespace pvlint::session {

std::string expandResponseFiles(std::vector<std::string> &Words,
                                StringRef Directory) {
  if (llvm::none_of(Words, [](StringRef W) { return W.starts_with("@"); }))
    return "";
  llvm::BumpPtrAllocator Memory;
  llvm::SmallVector<const char *, 64> Expanded;
  for (const std::string &Word : Words)
    Expanded.push_back(Word.c_str());
  llvm::cl::ExpansionContext Context(Memory, llvm::cl::TokenizeGNUCommandLine);
  const auto Files = steadyFiles();
  Context.setVFS(Files.get()).setCurrentDir(Directory).setRelativeNames(true);
  if (llvm::Error E = Context.expandResponseFiles(Expanded))
    return llvm::toString(std::move(E));
  Words.assign(Expanded.begin(), Expanded.end());
  // One that is not there is left as it stands.
  for (StringRef Word : Words)
    if (Word.consume_front("@"))
      return ("no such response file: '" + Word + "'").str();
  return "";
}

} // namespace pvlint::session
