//===- Parser.h - reads the flow program as text ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lexer and a parser in the manner of LLVM's: one token is looked at, and
// parse functions return true after an error. The text may be hostile: there
// is no recursion, memory is linear in the length of the text, and whatever
// later code uses as an index is checked here. Each instruction has a syntax,
// and each refusal says what was expected.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_TEXT_PARSER_H
#define PVLINT_IR_TEXT_PARSER_H

#include "Lexer.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"
#include <map>

namespace pvlint::flow {

/// \p S as it can be shown in a complaint.
std::string escaped(llvm::StringRef S);

class TextParser {
public:
  TextParser(llvm::StringRef Text, llvm::StringRef FileName)
      : Lex(Text), FileName(FileName) {
    advance();
  }

  /// Returns true after an error, which message() has.
  bool parseProgram();
  Program takeProgram() { return std::move(P); }
  const std::string &message() const { return Message; }

private:
  TextLexer Lex;
  llvm::StringRef FileName;
  std::string Message;
  Token Tok;
  Program P;
  /// Where functions other files see are defined.
  llvm::StringMap<Position> Externs;

  // The function being read.
  Function *F = nullptr;
  /// By name, and by number among the variables of that name.
  std::map<std::pair<std::string, uint32_t>, uint32_t> Vars;
  struct Label {
    uint32_t Index;
    Position Pos;
  };
  llvm::StringMap<Label> Labels;
  /// A target that is read; its index is known at the end of the function.
  struct Jump {
    uint32_t Block;
    uint32_t Target;
    std::string Label;
    Position Pos;
  };
  std::vector<Jump> Jumps;
  /// The last block still lacks its terminator.
  bool BlockIsOpen = false;

  void advance() { Tok = Lex.next(); }
  bool fail(Position Pos, const llvm::Twine &What);
  bool expected(const llvm::Twine &What);

  bool isPunct(char C) const { return Tok.K == Token::Punct && Tok.C == C; }
  bool isWord(llvm::StringRef W) const {
    return Tok.K == Token::Word && W == Tok.Value;
  }
  bool takePunct(char C) {
    if (!isPunct(C))
      return false;
    advance();
    return true;
  }
  bool takeWord(llvm::StringRef W) {
    if (!isWord(W))
      return false;
    advance();
    return true;
  }
  void skipNewlines() {
    while (Tok.K == Token::Newline)
      advance();
  }

  bool parsePunct(char C);
  bool parseLineEnd();
  bool parseUnsigned(uint32_t &Out, llvm::StringRef What);
  bool parseInteger(int64_t &Out);
  bool parseAnnotation();
  bool parseString(std::string &Out, llvm::StringRef What);
  bool parseName(std::string &Out, llvm::StringRef What);
  bool parseAtName(std::string &Out, llvm::StringRef What);
  bool parseType(Type &Ty);
  bool parseOptionalType(Type &Ty);
  bool parseLineCol(Location &L);
  bool parseRange(Range &R);
  bool parseOptionalRange(Range &R);
  bool parseOptionalOrigin(Range &Loc, std::string &Spelling);

  bool parseTemp(uint32_t &Out);
  bool isOperand() const;
  bool parseOperand(Operand &O);
  bool parseVariable(uint32_t &Index);
  bool parsePlace(Place &Pl);
  bool parseCall(Op &O);

  bool parseFile();
  bool parseGivenUp();
  bool parseFunction();
  bool parseFunctionHeader();
  bool parseDeclaration();
  bool parseTemps();
  bool parseNode(PointerNode &N);
  bool parsePointer();
  bool parseStatement();
  bool parseLabel();
  bool parseOp(llvm::StringRef Mnemonic, Op &O);
  bool parseTarget(Terminator &T);
  bool parseTerminator(llvm::StringRef Mnemonic);
  bool closeBlock();
  bool resolveJumps();
};

} // namespace pvlint::flow

#endif // PVLINT_IR_TEXT_PARSER_H
