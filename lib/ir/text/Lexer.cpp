//===- Lexer.cpp - tokens of the flow program as text ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"
#include <algorithm>

namespace pvlint::flow {

using llvm::StringRef;

void TextLexer::skipSpace() {
  while (At < Text.size()) {
    char C = peek();
    if (C == ';') {
      skip(std::min(Text.find('\n', At), Text.size()) - At);
    } else if (C == '\n' && Depth != 0) {
      ++At;
      ++Pos.Line;
      Pos.Col = 1;
    } else if (C == ' ' || C == '\t' || C == '\r') {
      skip(1);
    } else {
      return;
    }
  }
}

/// Hexadecimal numbers are bit patterns of 64 bits; decimal ones fit into an
/// int64_t, or are its smallest value without the sign.
void TextLexer::lexNumber(Token &T) {
  StringRef Word = takeWord();
  StringRef Digits = Word;
  T.IsHex = Digits.consume_front("0x") || Digits.consume_front("0X");
  if (Digits.getAsInteger(T.IsHex ? 16 : 10, T.Number) ||
      (!T.IsHex && T.Number > uint64_t(INT64_MAX) + 1)) {
    T.K = Token::Bad;
    T.Value = "bad number, expected an integer of 64 bits";
  }
}

void TextLexer::lexString(Token &T) {
  skip(1);
  while (At < Text.size() && peek() != '\n') {
    char C = peek();
    if (C == '"') {
      skip(1);
      return;
    }
    if (C != '\\') {
      T.Value += C;
      skip(1);
    } else if (peek(1) == '\\' || peek(1) == '"') {
      T.Value += peek(1);
      skip(2);
    } else if (llvm::isHexDigit(peek(1)) && llvm::isHexDigit(peek(2))) {
      T.Value += static_cast<char>(llvm::hexFromNibbles(peek(1), peek(2)));
      skip(3);
    } else {
      T.K = Token::Bad;
      T.Pos = Pos;
      T.Value = R"(unknown escape, expected \\, \" or \ and two hex digits)";
      return;
    }
  }
  T.K = Token::Bad;
  T.Value = "unfinished string, expected '\"' before the end of the line";
}

Token TextLexer::next() {
  skipSpace();
  Token T;
  T.Pos = Pos;
  size_t Start = At;
  char C = peek();
  if (At >= Text.size())
    return T;
  if (C == '\n') {
    T.K = Token::Newline;
    ++At;
    ++Pos.Line;
    Pos.Col = 1;
    return T;
  }
  if (llvm::isDigit(C)) {
    T.K = Token::Integer;
    lexNumber(T);
  } else if (llvm::isAlpha(C) || C == '_' || C == '$') {
    T.K = Token::Word;
    T.Value = takeWord().str();
  } else if (C == '"') {
    T.K = Token::String;
    lexString(T);
  } else if (C == '@') {
    T.K = Token::AtName;
    skip(1);
    if (peek() == '"')
      lexString(T);
    else if (llvm::isDigit(peek()) || (T.Value = takeWord().str()).empty()) {
      T.K = Token::Bad;
      T.Value = "'@' without a name, expected an identifier or a string";
    }
  } else if (C == '%') {
    T.K = Token::Temp;
    skip(1);
    StringRef Digits = takeWord();
    if (Digits.getAsInteger(10, T.Number) || T.Number >= MaxTextTemps) {
      T.K = Token::Bad;
      T.Value = "bad temporary, expected a number less than " +
                std::to_string(MaxTextTemps) + " after '%'";
    }
  } else if (C == '.' && peek(1) == '.') {
    T.K = Token::DotDot;
    skip(2);
  } else if (StringRef("()[]{},:=.-#?").contains(C)) {
    T.K = Token::Punct;
    T.C = C;
    skip(1);
    if (C == '(' || C == '[')
      ++Depth;
    else if ((C == ')' || C == ']') && Depth != 0)
      --Depth;
  } else {
    T.K = Token::Bad;
    T.Value = "unexpected character, expected a word, number, string or "
              "punctuation";
    skip(1);
  }
  T.Text = Text.slice(Start, At);
  return T;
}

} // namespace pvlint::flow
