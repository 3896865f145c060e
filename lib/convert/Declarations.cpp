//===- Declarations.cpp - variables that are declared no more -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "convert/Declarations.h"
#include "llvm/ADT/STLExtras.h"

using llvm::StringRef;

namespace pvlint::convert {

static bool isBlank(StringRef Text) { return Text.trim(" \t\r").empty(); }

/// The whole statement, with its line if it has it for itself.
static TextChange removeStatement(StringRef Text, const Declaration &D) {
  uint64_t Begin = D.Begin, End = D.End;
  const size_t LineBegin = Text.rfind('\n', Begin) + 1; // npos: 0
  const size_t LineEnd = Text.find('\n', End);
  if (LineEnd == StringRef::npos || !isBlank(Text.slice(LineBegin, Begin)) ||
      !isBlank(Text.slice(End, LineEnd))) {
    // Something else is on the line.
    while (End < Text.size() && Text[End] == ' ')
      ++End;
    return {Begin, End - Begin, ""};
  }
  Begin = LineBegin;
  End = LineEnd + 1;
  const size_t NextEnd = Text.find('\n', End);
  // Behind the brace no empty line is left.
  if (NextEnd != StringRef::npos && isBlank(Text.slice(End, NextEnd)) &&
      Text.take_front(Begin).rtrim().ends_with("{"))
    End = NextEnd + 1;
  return {Begin, End - Begin, ""};
}

std::vector<TextChange> removal(StringRef Text, const Declaration &D,
                                llvm::ArrayRef<char> Goes) {
  if (llvm::all_of(Goes, [](char G) { return G; }))
    return {removeStatement(Text, D)};
  std::vector<TextChange> All;
  for (size_t I = 0; I != Goes.size(); ++I) {
    if (!Goes[I])
      continue;
    size_t Next = I;
    while (Next != Goes.size() && Goes[Next])
      ++Next;
    // Up to the next one that stays, or from the last one that did.
    const uint64_t Begin =
        Next == Goes.size() ? D.Parts[I - 1].End : D.Parts[I].Begin;
    const uint64_t End =
        Next == Goes.size() ? D.Parts[Next - 1].End : D.Parts[Next].Begin;
    All.push_back({Begin, End - Begin, ""});
    I = Next - 1;
  }
  return All;
}

} // namespace pvlint::convert
