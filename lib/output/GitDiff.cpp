//===- GitDiff.cpp - what changed since a revision ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GitDiff.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

namespace pvlint::output {

using llvm::StringRef;

/// Runs git; its output, or the first line of its complaint.
static llvm::Expected<std::string> git(llvm::ArrayRef<StringRef> Args) {
  auto Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return llvm::createStringError("--diff needs git, which is not installed");
  llvm::SmallString<64> Out, Err;
  if (llvm::sys::fs::createTemporaryFile("pvlint-diff", "", Out) ||
      llvm::sys::fs::createTemporaryFile("pvlint-diff", "", Err))
    return llvm::createStringError("cannot make a temporary file for git");
  llvm::SmallVector<StringRef, 16> All = {*Program};
  All.append(Args.begin(), Args.end());
  const std::optional<StringRef> Redirects[] = {StringRef(), StringRef(Out),
                                                StringRef(Err)};
  std::string Message;
  const int Status = llvm::sys::ExecuteAndWait(*Program, All, std::nullopt,
                                               Redirects, 0, 0, &Message);
  auto Read = [](StringRef File) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    std::string Text = Buffer ? (*Buffer)->getBuffer().str() : std::string();
    (void)llvm::sys::fs::remove(File);
    return Text;
  };
  std::string Text = Read(Out), Complaint = Read(Err);
  if (Status == 0)
    return Text;
  if (Message.empty())
    Message = StringRef(Complaint).split('\n').first.str();
  return llvm::createStringError("--diff: git: " + Message);
}

/// The diff on stdin, made by whom it may be.
static llvm::Expected<report::ChangedLines> changedInInput() {
  auto Text = llvm::MemoryBuffer::getSTDIN();
  if (!Text)
    return llvm::createStringError("--diff: cannot read stdin: " +
                                   Text.getError().message());
  const StringRef Diff = (*Text)->getBuffer();
  if (!Diff.trim().empty() && !Diff.contains("+++ "))
    return llvm::createStringError("--diff: stdin is no unified diff");
  return report::ChangedLines::parse(Diff, /*HasPrefixes=*/true);
}

llvm::Expected<report::ChangedLines> changedSince(StringRef Rev,
                                                  StringRef Root) {
  if (Rev == "-")
    return changedInInput();
  // What the user has set for reading must not change what is parsed.
  auto Text = git({"-C", Root, "-c", "core.quotePath=false", "diff",
                   "--no-color", "--no-ext-diff", "--no-textconv",
                   "--no-prefix", "--relative", "-U0", Rev, "--"});
  if (!Text)
    return Text.takeError();
  return report::ChangedLines::parse(*Text);
}

} // namespace pvlint::output
