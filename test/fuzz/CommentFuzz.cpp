//===- CommentFuzz.cpp - hostile suppression comments --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each line is what follows "pvlint:" in a comment, above one finding.
//
//===----------------------------------------------------------------------===//

#include "rules/Suppression.h"

using namespace pvlint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  const llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  llvm::SmallVector<llvm::StringRef, 8> Lines;
  Text.split(Lines, '\n');
  std::vector<flow::Mark> Comments;
  for (const llvm::StringRef Line : Lines) {
    flow::Mark &M = Comments.emplace_back();
    M.At = {0, static_cast<uint32_t>(Comments.size()), 1};
    M.First = M.Last = 10;
    M.Text = Line.str();
    M.IsOwn = Line.size() % 2;
  }
  for (const rules::Scope Of : {rules::Scope::Unit, rules::Scope::Program}) {
    std::vector<checks::Finding> Findings(1);
    Findings[0].Check = "pvops-restore-disables";
    Findings[0].Loc = {0, 10, 1};
    rules::suppress(Comments, Of, Findings);
    if (Findings.empty())
      std::abort();
  }
  return 0;
}
