//===- Lexer.h - tokens of the flow program as text -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_TEXT_LEXER_H
#define PVLINT_IR_TEXT_LEXER_H

#include "ir/text/Text.h"
#include "llvm/ADT/StringExtras.h"
#include <string>

namespace pvlint::flow {

struct Position {
  uint32_t Line = 1;
  uint32_t Col = 1;
};

struct Token {
  enum Kind : uint8_t {
    End,     ///< of the file
    Newline, ///< outside of ( ) and [ ]
    Word,    ///< name; Value
    String,  ///< "text"; Value is what it means
    AtName,  ///< @name or @"name"; Value is the name
    Integer, ///< Number, without a sign
    Temp,    ///< %Number
    DotDot,
    Punct, ///< one character of ()[]{},:=.-#?
    Bad,   ///< Value is the complaint
  };
  Kind K = End;
  char C = 0; ///< Punct
  bool IsHex = false;
  uint64_t Number = 0;
  Position Pos;
  llvm::StringRef Text; ///< as written
  std::string Value;
};

class TextLexer {
public:
  explicit TextLexer(llvm::StringRef Text) : Text(Text) {}

  Token next();

private:
  llvm::StringRef Text;
  size_t At = 0;
  Position Pos;
  /// Of ( and [ that are open.
  unsigned Depth = 0;

  char peek(size_t Ahead = 0) const {
    return At + Ahead < Text.size() ? Text[At + Ahead] : '\0';
  }
  void skip(size_t N) {
    At += N;
    Pos.Col += static_cast<uint32_t>(N);
  }
  llvm::StringRef takeWord() {
    llvm::StringRef Word = Text.substr(At).take_while(
        [](char C) { return llvm::isAlnum(C) || C == '_' || C == '$'; });
    skip(Word.size());
    return Word;
  }
  void skipSpace();
  void lexNumber(Token &T);
  void lexString(Token &T);
};

} // namespace pvlint::flow

#endif // PVLINT_IR_TEXT_LEXER_H
