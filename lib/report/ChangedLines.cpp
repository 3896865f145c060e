//===- ChangedLines.cpp - the lines that a change touched -----------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ChangedLines.h"
#include "llvm/ADT/StringExtras.h"

namespace pvlint::report {

using llvm::StringRef;

/// "12,3" or "12": first line and number of lines.
static bool parseSpan(StringRef Text, uint32_t &First, uint32_t &Count) {
  auto [A, B] = Text.split(',');
  Count = 1;
  return !A.getAsInteger(10, First) &&
         (B.empty() || !B.getAsInteger(10, Count));
}

llvm::Expected<ChangedLines> ChangedLines::parse(StringRef Diff) {
  ChangedLines Out;
  Lines *Current = nullptr;
  uint32_t Added = 0, Removed = 0; // lines of the hunk that are still to come
  while (!Diff.empty()) {
    StringRef Line;
    std::tie(Line, Diff) = Diff.split('\n');
    // What is inside a hunk may look like a header.
    if (Added && Line.starts_with("+")) {
      --Added;
      continue;
    }
    if (Removed && Line.starts_with("-")) {
      --Removed;
      continue;
    }
    if (Line.consume_front("+++ ")) {
      StringRef Path = Line.split('\t').first;
      Current = Path == "/dev/null" ? nullptr : &Out.Files[Path];
      continue;
    }
    if (!Line.consume_front("@@ -"))
      continue;
    auto [Old, Rest] = Line.split(" +");
    uint32_t First, Count, OldFirst, OldCount;
    if (!parseSpan(Old, OldFirst, OldCount) ||
        !parseSpan(Rest.split(" @@").first, First, Count))
      return llvm::createStringError("cannot read the diff at '@@ -" + Line +
                                     "'");
    Added = Count;
    Removed = OldCount;
    if (Current)
      Current->emplace_back(First, Count ? First + Count - 1 : First + 1);
  }
  return Out;
}

bool ChangedLines::contains(const Place &P) const {
  auto It = Files.find(P.Path);
  return It != Files.end() && llvm::any_of(It->second, [&](auto Span) {
           return Span.first <= P.Line && P.Line <= Span.second;
         });
}

bool ChangedLines::touches(const Result &R) const {
  return contains(R.At) ||
         llvm::any_of(R.Steps, [&](const Step &S) { return contains(S.At); });
}

} // namespace pvlint::report
