//===- Shorten.cpp - source text with less in it --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Shorten.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"

namespace pvlint::extract {

using llvm::StringRef;

static constexpr StringRef Gap = "…";

/// What is inside each pair of parentheses or brackets of \p Text, if it is
/// longer than a gap.
static llvm::SmallVector<StringRef, 8> insides(StringRef Text) {
  llvm::SmallVector<StringRef, 8> Found;
  llvm::SmallVector<size_t, 8> Open;
  for (size_t I = 0; I != Text.size(); ++I)
    if (Text[I] == '(' || Text[I] == '[') {
      Open.push_back(I + 1);
    } else if ((Text[I] == ')' || Text[I] == ']') && !Open.empty()) {
      const StringRef Inside = Text.slice(Open.pop_back_val(), I);
      if (Inside.size() > Gap.size())
        Found.push_back(Inside);
    }
  return Found;
}

std::string shorten(StringRef Text, size_t Room) {
  std::string Now = Text.str();
  while (Now.size() > Room) {
    const auto Inside = insides(Now);
    if (Inside.empty())
      break;
    // The shortest that is enough, else the longest.
    const size_t Enough = Now.size() - Room + Gap.size();
    const StringRef Least =
        *llvm::min_element(Inside, [&](StringRef A, StringRef B) {
          const bool AlsoB = B.size() >= Enough;
          return A.size() >= Enough ? !AlsoB || A.size() < B.size()
                                    : !AlsoB && A.size() > B.size();
        });
    Now.replace(Least.data() - Now.data(), Least.size(), Gap.str());
  }
  if (Now.size() <= Room)
    return Now;
  const size_t Kept = (Room - Gap.size() - 2) / 2; // and two spaces
  const StringRef All = Now, First = All.take_front(Kept).rsplit(' ').first,
                  Last = All.take_back(Kept).split(' ').second;
  return (First + " " + Gap + " " + Last).str();
}

} // namespace pvlint::extract
