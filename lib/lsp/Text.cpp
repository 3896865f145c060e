//===- Text.cpp - the text of a document ----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;
using llvm::lsp::Position;
using llvm::lsp::Range;

namespace pvlint::lsp {

/// Bytes of the character that starts with \p First, and its UTF-16 units. A
/// byte that starts none is a character by itself.
static unsigned bytesOf(unsigned char First) {
  return First < 0xC2   ? 1
         : First < 0xE0 ? 2
         : First < 0xF0 ? 3
         : First < 0xF5 ? 4
                        : 1;
}
static unsigned unitsOf(unsigned Bytes) { return Bytes == 4 ? 2 : 1; }

static bool isWordByte(char C) { return llvm::isAlnum(C) || C == '_'; }

Text::Text(std::string Bytes) : Bytes(std::move(Bytes)) { findLines(); }

void Text::findLines() {
  LineStarts.assign(1, 0);
  for (size_t I = 0; (I = Bytes.find('\n', I)) != std::string::npos;)
    LineStarts.push_back(++I);
}

StringRef Text::line(unsigned Line) const {
  if (Line >= LineStarts.size())
    return "";
  StringRef Rest = StringRef(Bytes).drop_front(LineStarts[Line]);
  StringRef Result = Rest.take_until([](char C) { return C == '\n'; });
  return Result.ends_with("\r") ? Result.drop_back() : Result;
}

size_t Text::offset(Position P) const {
  if (P.line < 0)
    return 0;
  if (unsigned(P.line) >= LineStarts.size())
    return Bytes.size();
  const StringRef L = line(P.line);
  size_t Byte = 0;
  for (int Unit = 0; Unit < P.character && Byte < L.size();) {
    const unsigned N = bytesOf(L[Byte]);
    Unit += unitsOf(N);
    // Half of a surrogate pair is its begin.
    if (Unit > P.character)
      break;
    Byte += N;
  }
  return LineStarts[P.line] + std::min(Byte, L.size());
}

Position Text::position(unsigned Line, unsigned Col) const {
  if (Line == 0)
    return {0, 0};
  if (Line > LineStarts.size())
    return positionOf(Bytes.size());
  const StringRef L = line(Line - 1);
  const size_t End = std::min<size_t>(Col ? Col - 1 : 0, L.size());
  int Units = 0;
  for (size_t Byte = 0; Byte < End;) {
    const unsigned N = bytesOf(L[Byte]);
    Units += unitsOf(N);
    Byte += N;
  }
  return {int(Line - 1), Units};
}

Position Text::positionOf(size_t Offset) const {
  Offset = std::min(Offset, Bytes.size());
  auto It = llvm::upper_bound(LineStarts, Offset);
  const unsigned Line = It - LineStarts.begin();
  return position(Line, Offset - LineStarts[Line - 1] + 1);
}

Range Text::word(unsigned Line, unsigned Col) const {
  const Position Begin = position(Line, Col);
  const StringRef L = Line ? line(Line - 1) : "";
  size_t I = Col ? Col - 1 : 0;
  if (I >= L.size())
    return {Begin, Begin};
  size_t End = I;
  while (End < L.size() && isWordByte(L[End]))
    ++End;
  if (End == I)
    End = std::min<size_t>(I + bytesOf(L[I]), L.size());
  return {Begin, position(Line, End + 1)};
}

std::optional<unsigned> Text::wordColumn(Position P) const {
  if (P.line < 0 || unsigned(P.line) >= LineStarts.size())
    return std::nullopt;
  const StringRef L = line(P.line);
  size_t I = offset(P) - LineStarts[P.line];
  if ((I >= L.size() || !isWordByte(L[I])) && (I == 0 || !isWordByte(L[I - 1])))
    return std::nullopt;
  while (I > 0 && isWordByte(L[I - 1]))
    --I;
  return I + 1;
}

bool Text::replace(std::optional<Range> R, StringRef New) {
  if (!R) {
    Bytes = New.str();
  } else {
    // Past the end of a line is its end, as the protocol has it; past the last
    // line is nowhere.
    const auto IsThere = [&](Position P) {
      return P.line >= 0 && P.character >= 0 &&
             unsigned(P.line) <= LineStarts.size();
    };
    if (!IsThere(R->start) || !IsThere(R->end) || R->end < R->start)
      return false;
    const size_t Begin = offset(R->start), End = offset(R->end);
    Bytes.replace(Begin, End - Begin, New.str());
  }
  findLines();
  return true;
}

} // namespace pvlint::lsp
