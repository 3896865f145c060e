//===- GitDiff.cpp - what changed since a revision ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GitDiff.h"
#include "OtherProgram.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::output {

using llvm::StringRef;

/// The diff on stdin, whatever made it.
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
  auto Text = runProgram(
      "git", {"-C", Root, "-c", "core.quotePath=false", "-c",
              "core.fsmonitor=false", "diff", "--no-color", "--no-ext-diff",
              "--no-textconv", "--no-prefix", "--relative", "-U0", Rev, "--"});
  if (!Text)
    return llvm::createStringError("--diff: " +
                                   llvm::toString(Text.takeError()));
  return report::ChangedLines::parse(*Text);
}

} // namespace pvlint::output
