//===- SourceText.cpp - what stands where a result is ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SourceText.h"
#include "llvm/ADT/StringExtras.h"

namespace pvlint::report {

using llvm::StringRef;

const SourceText::File &SourceText::file(StringRef Path) {
  auto [It, New] = Files.try_emplace(Path);
  File &F = It->second;
  if (!New)
    return F;
  if (auto Buffer = All.source(Path)) {
    F.Text = std::move(Buffer);
    llvm::SmallVector<StringRef, 0> Lines;
    F.Text->getBuffer().split(Lines, '\n');
    F.Lines.assign(Lines.begin(), Lines.end());
  }
  return F;
}

/// How many units of UTF-16 the UTF-8 \p Text has.
static uint32_t utf16Length(StringRef Text) {
  uint32_t Length = 0;
  for (const unsigned char C : Text)
    Length += C >= 0xf0 ? 2 : (C & 0xc0) != 0x80;
  return Length;
}

/// The first word of \p Text, or its first character.
static StringRef firstWord(StringRef Text) {
  const StringRef Word =
      Text.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
  if (!Word.empty())
    return Word;
  size_t Length = 1;
  while (Length < Text.size() && (Text[Length] & 0xc0) == 0x80)
    ++Length;
  return Text.take_front(Length);
}

std::optional<SourceText::Columns> SourceText::wordAt(const Place &P) {
  const File &F = file(P.Path);
  if (!P.Line || !P.Col || P.Line > F.Lines.size())
    return std::nullopt;
  const StringRef Line = F.Lines[P.Line - 1].rtrim('\r');
  if (P.Col > Line.size())
    return std::nullopt;
  const uint32_t Begin = utf16Length(Line.take_front(P.Col - 1)) + 1;
  const StringRef Word = firstWord(Line.drop_front(P.Col - 1));
  return Columns{Begin, Begin + utf16Length(Word)};
}

uint32_t SourceText::columnAt(const Place &P) {
  const File &F = file(P.Path);
  if (!P.Line || !P.Col || P.Line > F.Lines.size() ||
      P.Col > F.Lines[P.Line - 1].size() + 1)
    return P.Col;
  return utf16Length(F.Lines[P.Line - 1].take_front(P.Col - 1)) + 1;
}

} // namespace pvlint::report
