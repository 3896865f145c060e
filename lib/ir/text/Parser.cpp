//===- Parser.cpp - reads the flow program as text ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "contract/Annotation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::flow {

using llvm::StringRef;
using llvm::Twine;

static std::string describe(const Token &T) {
  if (T.K == Token::End)
    return "end of file";
  if (T.K == Token::Newline)
    return "end of line";
  constexpr size_t Longest = 40;
  std::string Shown;
  llvm::raw_string_ostream OS(Shown);
  OS << '\'';
  llvm::printEscapedString(T.Text.take_front(Longest), OS);
  OS << (T.Text.size() > Longest ? "..." : "") << '\'';
  return Shown;
}

std::string escaped(StringRef S) {
  std::string Shown;
  llvm::raw_string_ostream OS(Shown);
  llvm::printEscapedString(S, OS);
  return Shown;
}

bool TextParser::fail(Position Pos, const Twine &What) {
  Message =
      (FileName + ":" + Twine(Pos.Line) + ":" + Twine(Pos.Col) + ": " + What)
          .str();
  return true;
}

/// The current token is not what is wanted here.
bool TextParser::expected(const Twine &What) {
  if (Tok.K == Token::Bad)
    return fail(Tok.Pos, Tok.Value);
  return fail(Tok.Pos, "unexpected " + describe(Tok) + ", expected " + What);
}

bool TextParser::parsePunct(char C) {
  if (takePunct(C))
    return false;
  return expected("'" + Twine(C) + "'");
}

/// A statement ends with its line, or at the brace that closes the function.
bool TextParser::parseLineEnd() {
  if (Tok.K == Token::Newline)
    advance();
  else if (Tok.K != Token::End && !isPunct('}'))
    return expected("end of line");
  return false;
}

bool TextParser::parseUnsigned(uint32_t &Out, StringRef What) {
  if (Tok.K != Token::Integer)
    return expected(What);
  if (Tok.Number > UINT32_MAX)
    return fail(Tok.Pos, "number too large, expected " + What + " of 32 bits");
  Out = static_cast<uint32_t>(Tok.Number);
  advance();
  return false;
}

bool TextParser::parseInteger(int64_t &Out) {
  bool Negative = takePunct('-');
  if (Tok.K != Token::Integer)
    return expected("an integer");
  constexpr uint64_t Lowest = uint64_t(INT64_MAX) + 1;
  bool Fits =
      Negative ? Tok.Number <= Lowest : Tok.IsHex || Tok.Number < Lowest;
  if (!Fits)
    return fail(Tok.Pos, "number too large, expected an integer of 64 bits");
  Out = static_cast<int64_t>(Negative ? 0 - Tok.Number : Tok.Number);
  advance();
  return false;
}

bool TextParser::parseString(std::string &Out, StringRef What) {
  if (Tok.K != Token::String)
    return expected(What);
  Out = std::move(Tok.Value);
  advance();
  return false;
}

bool TextParser::parseName(std::string &Out, StringRef What) {
  if (Tok.K != Token::Word && Tok.K != Token::String)
    return expected(What);
  Out = std::move(Tok.Value);
  advance();
  return false;
}

bool TextParser::parseAtName(std::string &Out, StringRef What) {
  if (Tok.K != Token::AtName)
    return expected(What);
  Out = std::move(Tok.Value);
  advance();
  return false;
}

bool TextParser::parseType(Type &Ty) {
  unsigned Bits = 64;
  StringRef Word = Tok.Value;
  bool Pointer = Word.consume_front("ptr");
  bool Signed = !Pointer && Word.consume_front("i");
  bool IsType = Tok.K == Token::Word &&
                (Pointer || Signed || Word.consume_front("u")) &&
                ((Pointer && Word.empty()) || !Word.getAsInteger(10, Bits)) &&
                Bits != 0 && Bits <= MaxTextBits;
  if (!IsType)
    return expected("a type: u1 to u" + Twine(MaxTextBits) + ", i1 to i" +
                    Twine(MaxTextBits) + ", ptr, or ptr and a width");
  Ty.Bits = static_cast<uint8_t>(Bits);
  Ty.Signed = Signed;
  Ty.Pointer = Pointer;
  advance();
  return false;
}

bool TextParser::parseOptionalType(Type &Ty) {
  return takePunct(':') && parseType(Ty);
}

//===----------------------------------------------------------------------===//
// Locations
//===----------------------------------------------------------------------===//

/// Reads line:col or file:line:col; \p L.File is the file otherwise.
bool TextParser::parseLineCol(Location &L) {
  Position Pos = Tok.Pos;
  uint32_t Numbers[3];
  unsigned Count = 0;
  do {
    if (parseUnsigned(Numbers[Count], "a number"))
      return true;
    ++Count;
  } while (Count < 3 && takePunct(':'));
  if (Count < 2)
    return expected("':' and a column");
  if (Count == 3)
    L.File = Numbers[0];
  L.Line = Numbers[Count - 2];
  L.Col = Numbers[Count - 1];
  if (L.File >= P.Files.size())
    return fail(Pos, "unknown file " + Twine(L.File) +
                         ", expected one of a line 'file' above");
  if (L.Line == 0)
    return fail(Pos, "line 0 is no location, expected a line from 1");
  return false;
}

bool TextParser::parseRange(Range &R) {
  if (parseLineCol(R.Begin))
    return true;
  if (!takePunct('-'))
    return false;
  R.End.File = R.Begin.File;
  return parseLineCol(R.End);
}

bool TextParser::parseOptionalRange(Range &R) {
  return takeWord("at") && parseRange(R);
}

/// Reads the range and spelling of an instruction; one of them may be missing.
bool TextParser::parseOptionalOrigin(Range &Loc, std::string &Spelling) {
  if (!takeWord("at"))
    return false;
  if (Tok.K != Token::Integer && Tok.K != Token::String)
    return expected("a location or a string");
  if (Tok.K == Token::Integer && parseRange(Loc))
    return true;
  return Tok.K == Token::String && parseString(Spelling, "a string");
}

//===----------------------------------------------------------------------===//
// Top level
//===----------------------------------------------------------------------===//

bool TextParser::parseFile() {
  Position Pos = Tok.Pos;
  uint32_t Index = 0;
  if (parseUnsigned(Index, "a number"))
    return true;
  if (Index != P.Files.size())
    return fail(Pos, "file " + Twine(Index) + " out of order, expected " +
                         Twine(P.Files.size()));
  return parseString(P.Files.emplace_back(), "a path in quotes");
}

bool TextParser::parseGivenUp() {
  auto &[What, Count] = P.GivenUp.emplace_back();
  uint32_t Number = 0;
  if (parseUnsigned(Number, "a count"))
    return true;
  Count = Number;
  return parseString(What, "a string");
}

bool TextParser::parseAnnotation() {
  Annotation A;
  Position Pos;
  if (parseAtName(A.Function, "'@' and a name"))
    return true;
  Pos = Tok.Pos;
  if (parseString(A.Text, "an annotation in quotes"))
    return true;
  const AnnotationKind *K = findAnnotation(A.Text);
  if (!K)
    return fail(Pos, "there is no annotation '" + escaped(A.Text) + "'");
  Pos = Tok.Pos;
  if (takeWord("of") && parseUnsigned(A.Param, "a parameter's number, from 1"))
    return true;
  const bool OfParam =
      K->Of == AnnotationOf::Word || K->Of == AnnotationOf::Pointer;
  if (OfParam != (A.Param != 0) || A.isRefused())
    return fail(Pos, OfParam ? "expected 'of' and a parameter's number, from 1"
                             : "it is about the function, expected no 'of'");
  Range Loc;
  if (!takeWord("at"))
    return expected("'at' and where it stands");
  if (parseRange(Loc))
    return true;
  A.Loc = Loc.Begin;
  P.Annotations.push_back(std::move(A));
  return false;
}

bool TextParser::parseProgram() {
  skipNewlines();
  if (!takeWord("flow"))
    return expected("'flow " + Twine(TextVersion) + "'");
  Position Pos = Tok.Pos;
  uint32_t Version = 0;
  if (parseUnsigned(Version, "a version"))
    return true;
  if (Version != TextVersion)
    return fail(Pos, "unknown version " + Twine(Version) + ", expected " +
                         Twine(TextVersion));
  while (true) {
    if (Tok.K != Token::Newline && Tok.K != Token::End)
      return expected("end of line");
    skipNewlines();
    if (Tok.K == Token::End)
      return false;
    bool Failed = takeWord("file")      ? parseFile()
                  : takeWord("givenup") ? parseGivenUp()
                  : takeWord("says")    ? parseAnnotation()
                  : takeWord("func")
                      ? parseFunction()
                      : expected("'file', 'givenup', 'says' or 'func'");
    if (Failed)
      return true;
  }
}

llvm::Expected<Program> parse(StringRef Text, StringRef FileName) {
  TextParser P(Text, FileName);
  if (P.parseProgram())
    return llvm::make_error<llvm::StringError>(P.message(),
                                               llvm::inconvertibleErrorCode());
  return P.takeProgram();
}

} // namespace pvlint::flow
