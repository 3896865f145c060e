//===- GitDiff.cpp - what changed since a revision ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GitDiff.h"
#include "OtherProgram.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::output {

using llvm::StringRef;

/// git colors even what goes into a pipe if color.ui is "always".
static std::string withoutColors(StringRef Text) {
  std::string Plain;
  while (!Text.empty()) {
    const auto [Before, After] = Text.split("\x1b[");
    Plain += Before;
    Text = After.ltrim("0123456789;");
    Text.consume_front("m");
  }
  return Plain;
}

/// The diff on stdin, whatever made it.
static llvm::Expected<report::ChangedLines> changedInInput(StringRef Root) {
  auto Text = llvm::MemoryBuffer::getSTDIN();
  if (!Text)
    return llvm::createStringError("--diff: cannot read stdin: " +
                                   Text.getError().message());
  const std::string Plain = withoutColors((*Text)->getBuffer());
  const StringRef Diff = Plain;
  // A renamed file alone has no lines.
  if (!Diff.trim().empty() && !Diff.contains("+++ ") &&
      !Diff.contains("diff --git "))
    return llvm::createStringError("--diff: stdin is not a unified diff");
  if (Diff.contains("\n@@@ "))
    return llvm::createStringError(
        "--diff: stdin is the combined diff of a merge: give the diff against "
        "one parent");
  auto Lines = report::ChangedLines::parse(Diff, /*HasPrefixes=*/true);
  if (!Lines)
    return Lines;
  const std::vector<std::string> Files = Lines->files();
  if (!Files.empty() && llvm::none_of(Files, [&](const std::string &File) {
        return llvm::sys::fs::exists(Root + "/" + File);
      }))
    return llvm::createStringError("--diff: no file of the diff, such as '" +
                                   Files.front() + "', is in '" + Root +
                                   "', which its names have to start from");
  return Lines;
}

llvm::Expected<report::ChangedLines> changedSince(StringRef Rev,
                                                  StringRef Root) {
  if (Rev == "-")
    return changedInInput(Root);
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
