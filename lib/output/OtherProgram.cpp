//===- OtherProgram.cpp - runs git and the tree's scripts -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OtherProgram.h"
#include "ir/ReadFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <optional>

namespace pvlint::output {

using llvm::StringRef;

llvm::Expected<std::string> runProgram(StringRef Name,
                                       llvm::ArrayRef<StringRef> Args) {
  auto Program = llvm::sys::findProgramByName(Name);
  if (!Program)
    return llvm::createStringError(Name + " is needed, and not installed");
  llvm::SmallString<64> Out, Err;
  if (llvm::sys::fs::createTemporaryFile("pvlint", "", Out) ||
      llvm::sys::fs::createTemporaryFile("pvlint", "", Err))
    return llvm::createStringError("cannot make a temporary file for " + Name);
  llvm::SmallVector<StringRef, 16> All = {*Program};
  All.append(Args.begin(), Args.end());
  const std::optional<StringRef> Redirects[] = {StringRef(), StringRef(Out),
                                                StringRef(Err)};
  std::string Message;
  const int Status = llvm::sys::ExecuteAndWait(*Program, All, std::nullopt,
                                               Redirects, 0, 0, &Message);
  auto Read = [](StringRef File) {
    const auto Buffer = flow::readIfThere(File);
    std::string Text = Buffer ? Buffer->getBuffer().str() : std::string();
    (void)llvm::sys::fs::remove(File);
    return Text;
  };
  std::string Text = Read(Out), Complaint = Read(Err);
  if (Status == 0)
    return Text;
  if (Message.empty())
    Message = StringRef(Complaint).split('\n').first.str();
  return llvm::createStringError(Name + ": " + Message);
}

} // namespace pvlint::output
