//===- TextParser.cpp - reads the flow program as text ----------*- C++ -*-===//
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
// later code uses as an index is checked here. It is long because each
// instruction has a syntax, and each refusal says what was expected.
//
//===----------------------------------------------------------------------===//

#include "flow/Annotation.h"
#include "flow/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <map>
#include <optional>

using namespace pvlint::flow;
using llvm::StringRef;
using llvm::Twine;

namespace {

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
  StringRef Text; ///< as written
  std::string Value;
};

class Lexer {
public:
  explicit Lexer(StringRef Text) : Text(Text) {}

  Token next();

private:
  StringRef Text;
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
  StringRef takeWord() {
    StringRef Word = Text.substr(At).take_while(
        [](char C) { return llvm::isAlnum(C) || C == '_' || C == '$'; });
    skip(Word.size());
    return Word;
  }
  void skipSpace();
  void lexNumber(Token &T);
  void lexString(Token &T);
};

} // namespace

void Lexer::skipSpace() {
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
void Lexer::lexNumber(Token &T) {
  StringRef Word = takeWord();
  StringRef Digits = Word;
  T.IsHex = Digits.consume_front("0x") || Digits.consume_front("0X");
  if (Digits.getAsInteger(T.IsHex ? 16 : 10, T.Number) ||
      (!T.IsHex && T.Number > uint64_t(INT64_MAX) + 1)) {
    T.K = Token::Bad;
    T.Value = "bad number, expected an integer of 64 bits";
  }
}

void Lexer::lexString(Token &T) {
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

Token Lexer::next() {
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

//===----------------------------------------------------------------------===//
// The parser
//===----------------------------------------------------------------------===//

namespace {

class Parser {
public:
  Parser(StringRef Text, StringRef FileName) : Lex(Text), FileName(FileName) {
    advance();
  }

  /// Returns true after an error, which message() has.
  bool parseProgram();
  Program takeProgram() { return std::move(P); }
  const std::string &message() const { return Message; }

private:
  Lexer Lex;
  StringRef FileName;
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
  bool fail(Position Pos, const Twine &What);
  bool expected(const Twine &What);

  bool isPunct(char C) const { return Tok.K == Token::Punct && Tok.C == C; }
  bool isWord(StringRef W) const {
    return Tok.K == Token::Word && W == Tok.Value;
  }
  bool takePunct(char C) {
    if (!isPunct(C))
      return false;
    advance();
    return true;
  }
  bool takeWord(StringRef W) {
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
  bool parseUnsigned(uint32_t &Out, StringRef What);
  bool parseInteger(int64_t &Out);
  bool parseAnnotation();
  bool parseString(std::string &Out, StringRef What);
  bool parseName(std::string &Out, StringRef What);
  bool parseAtName(std::string &Out, StringRef What);
  bool parseType(Type &Ty);
  bool parseOptionalType(Type &Ty);
  bool parseLineCol(Location &L);
  bool parseRange(Range &R);
  bool parseOptionalRange(Range &R);
  bool parseOptionalOrigin(Op &O);

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
  bool parseOp(StringRef Mnemonic, Op &O);
  bool parseTarget(Terminator &T);
  bool parseTerminator(StringRef Mnemonic);
  bool closeBlock();
  bool resolveJumps();
};

std::optional<UnOp> unaryFor(StringRef Word) {
  for (UnOp O : {UnOp::Not, UnOp::BitNot, UnOp::Neg})
    if (Word == spelling(O))
      return O;
  return std::nullopt;
}

std::optional<BinOp> binaryFor(StringRef Word) {
  for (unsigned I = 0; I <= unsigned(BinOp::Ge); ++I)
    if (Word == spelling(BinOp(I)))
      return BinOp(I);
  return std::nullopt;
}

std::optional<Opcode> opcodeFor(StringRef Word) {
  if (unaryFor(Word))
    return Opcode::Unary;
  if (binaryFor(Word))
    return Opcode::Binary;
  return llvm::StringSwitch<std::optional<Opcode>>(Word)
      .Case("copy", Opcode::Copy)
      .Case("load", Opcode::Load)
      .Case("store", Opcode::Store)
      .Case("addr", Opcode::Addr)
      .Case("cast", Opcode::Cast)
      .Case("call", Opcode::Call)
      .Case("opaque", Opcode::Opaque)
      .Case("stable", Opcode::Stable)
      .Case("use", Opcode::Use)
      .Case("begin", Opcode::Begin)
      .Default(std::nullopt);
}

bool hasResult(Opcode Code) {
  return Code != Opcode::Store && Code != Opcode::Use && Code != Opcode::Begin;
}

std::optional<TermKind> terminatorFor(StringRef Word) {
  return llvm::StringSwitch<std::optional<TermKind>>(Word)
      .Case("jump", TermKind::Jump)
      .Case("br", TermKind::Branch)
      .Case("switch", TermKind::Switch)
      .Case("ret", TermKind::Return)
      .Case("unreachable", TermKind::Unreachable)
      .Default(std::nullopt);
}

std::string describe(const Token &T) {
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

} // namespace

bool Parser::fail(Position Pos, const Twine &What) {
  Message =
      (FileName + ":" + Twine(Pos.Line) + ":" + Twine(Pos.Col) + ": " + What)
          .str();
  return true;
}

/// The current token is not what is wanted here.
bool Parser::expected(const Twine &What) {
  if (Tok.K == Token::Bad)
    return fail(Tok.Pos, Tok.Value);
  return fail(Tok.Pos, "unexpected " + describe(Tok) + ", expected " + What);
}

bool Parser::parsePunct(char C) {
  if (takePunct(C))
    return false;
  return expected("'" + Twine(C) + "'");
}

/// A statement ends with its line, or at the brace that closes the function.
bool Parser::parseLineEnd() {
  if (Tok.K == Token::Newline)
    advance();
  else if (Tok.K != Token::End && !isPunct('}'))
    return expected("end of line");
  return false;
}

bool Parser::parseUnsigned(uint32_t &Out, StringRef What) {
  if (Tok.K != Token::Integer)
    return expected(What);
  if (Tok.Number > UINT32_MAX)
    return fail(Tok.Pos, "number too large, expected " + What + " of 32 bits");
  Out = static_cast<uint32_t>(Tok.Number);
  advance();
  return false;
}

bool Parser::parseInteger(int64_t &Out) {
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

bool Parser::parseString(std::string &Out, StringRef What) {
  if (Tok.K != Token::String)
    return expected(What);
  Out = std::move(Tok.Value);
  advance();
  return false;
}

bool Parser::parseName(std::string &Out, StringRef What) {
  if (Tok.K != Token::Word && Tok.K != Token::String)
    return expected(What);
  Out = std::move(Tok.Value);
  advance();
  return false;
}

bool Parser::parseAtName(std::string &Out, StringRef What) {
  if (Tok.K != Token::AtName)
    return expected(What);
  Out = std::move(Tok.Value);
  advance();
  return false;
}

bool Parser::parseType(Type &Ty) {
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

bool Parser::parseOptionalType(Type &Ty) {
  return takePunct(':') && parseType(Ty);
}

//===----------------------------------------------------------------------===//
// Locations
//===----------------------------------------------------------------------===//

/// Reads line:col or file:line:col; \p L.File is the file otherwise.
bool Parser::parseLineCol(Location &L) {
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

bool Parser::parseRange(Range &R) {
  if (parseLineCol(R.Begin))
    return true;
  if (!takePunct('-'))
    return false;
  R.End.File = R.Begin.File;
  return parseLineCol(R.End);
}

bool Parser::parseOptionalRange(Range &R) {
  return takeWord("at") && parseRange(R);
}

/// Reads the range and spelling of an instruction; one of them may be missing.
bool Parser::parseOptionalOrigin(Op &O) {
  if (!takeWord("at"))
    return false;
  if (Tok.K != Token::Integer && Tok.K != Token::String)
    return expected("a location or a string");
  if (Tok.K == Token::Integer && parseRange(O.Loc))
    return true;
  return Tok.K == Token::String && parseString(O.Spelling, "a string");
}

//===----------------------------------------------------------------------===//
// Operands and places
//===----------------------------------------------------------------------===//

bool Parser::parseTemp(uint32_t &Out) {
  if (Tok.K != Token::Temp)
    return expected("a temporary");
  Out = static_cast<uint32_t>(Tok.Number);
  F->NumTemps = std::max(F->NumTemps, Out + 1);
  advance();
  return false;
}

bool Parser::isOperand() const {
  return Tok.K == Token::Temp || Tok.K == Token::Integer ||
         Tok.K == Token::AtName || isPunct('-') || isPunct('?');
}

bool Parser::parseOperand(Operand &O) {
  if (!isOperand())
    return expected("an operand: a temporary, an integer, '@' and a function, "
                    "or '?'");
  if (takePunct('?')) {
    O.K = Operand::None;
    return false;
  }
  if (Tok.K == Token::Temp) {
    O.K = Operand::Temp;
    return parseTemp(O.Index);
  }
  if (Tok.K == Token::AtName) {
    O.K = Operand::Function;
    return parseAtName(O.Name, "a function");
  }
  O.K = Operand::Const;
  return parseInteger(O.Value);
}

bool Parser::parseVariable(uint32_t &Index) {
  Position Pos = Tok.Pos;
  std::pair<std::string, uint32_t> Key;
  if (parseName(Key.first, "a variable"))
    return true;
  if (takePunct('#') && parseUnsigned(Key.second, "a number"))
    return true;
  auto Found = Vars.find(Key);
  if (Found == Vars.end())
    return fail(Pos, "unknown variable '" + escaped(Key.first) +
                         "', expected a parameter or one of a line 'var'");
  Index = Found->second;
  return false;
}

bool Parser::parsePlace(Place &Pl) {
  if (Tok.K == Token::AtName) {
    Pl.K = Place::Global;
    if (parseAtName(Pl.Name, "a global"))
      return true;
  } else if (takePunct('[')) {
    Pl.K = Place::Deref;
    if (parseTemp(Pl.Index) || parsePunct(']'))
      return true;
  } else if (Tok.K == Token::Word || Tok.K == Token::String) {
    Pl.K = Place::Var;
    if (parseVariable(Pl.Index))
      return true;
  } else {
    return expected("a place: a variable, '@' and a global, or a temporary "
                    "in '[' ']'");
  }
  while (true) {
    if (takePunct('[')) {
      if (parsePunct(']'))
        return true;
      Pl.Path.push_back("[]");
    } else if (takePunct('.')) {
      if (parseName(Pl.Path.emplace_back(), "a field"))
        return true;
    } else {
      return false;
    }
  }
}

bool Parser::parseCall(Op &O) {
  bool Failed = false;
  if (takeWord("member")) {
    O.CalleeIs = CalleeKind::Member;
    Failed = parseString(O.Callee, "a string");
  } else if (takeWord("asm")) {
    O.CalleeIs = CalleeKind::Asm;
    Failed = parseString(O.Callee, "a string");
  } else if (takeWord("ptr")) {
    O.CalleeIs = CalleeKind::Pointer;
    Failed = parseOperand(O.A);
  } else {
    O.CalleeIs = CalleeKind::Function;
    Failed = parseAtName(O.Callee,
                         "a callee: '@' and a function, 'member', 'asm' or "
                         "'ptr'");
  }
  if (Failed || parsePunct('('))
    return true;
  if (takePunct(')'))
    return false;
  do {
    if (parseOperand(O.Args.emplace_back()))
      return true;
  } while (takePunct(','));
  if (takePunct(')'))
    return false;
  return expected("',' or ')'");
}

//===----------------------------------------------------------------------===//
// Top level
//===----------------------------------------------------------------------===//

bool Parser::parseFile() {
  Position Pos = Tok.Pos;
  uint32_t Index = 0;
  if (parseUnsigned(Index, "a number"))
    return true;
  if (Index != P.Files.size())
    return fail(Pos, "file " + Twine(Index) + " out of order, expected " +
                         Twine(P.Files.size()));
  return parseString(P.Files.emplace_back(), "a path in quotes");
}

bool Parser::parseGivenUp() {
  auto &[What, Count] = P.GivenUp.emplace_back();
  uint32_t Number = 0;
  if (parseUnsigned(Number, "a count"))
    return true;
  Count = Number;
  return parseString(What, "a string");
}

bool Parser::parseAnnotation() {
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

bool Parser::parseProgram() {
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

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

bool Parser::parseDeclaration() {
  Position Pos = Tok.Pos;
  std::pair<std::string, uint32_t> Key;
  if (parseName(Key.first, "a variable"))
    return true;
  if (takePunct('#') && parseUnsigned(Key.second, "a number"))
    return true;
  Variable V;
  V.Name = Key.first;
  if (!Vars.try_emplace(std::move(Key), static_cast<uint32_t>(F->Vars.size()))
           .second)
    return fail(Pos, "variable '" + escaped(V.Name) +
                         "' is declared twice, expected another name, or the "
                         "same with another number after '#'");
  if (parseOptionalType(V.Ty))
    return true;
  while (true) {
    if (takeWord("escapes"))
      V.Escapes = true;
    else if (takeWord("static"))
      V.Static = true;
    else
      break;
  }
  if (takeWord("at") && parseRange(V.TypeText))
    return true;
  F->Vars.push_back(std::move(V));
  return false;
}

bool Parser::parseTemps() {
  Position Pos = Tok.Pos;
  uint32_t Number = 0;
  if (parseUnsigned(Number, "a number"))
    return true;
  if (Number > MaxTextTemps)
    return fail(Pos, "too many temporaries, expected at most " +
                         Twine(MaxTextTemps));
  F->NumTemps = std::max(F->NumTemps, Number);
  return false;
}

bool Parser::parseNode(PointerNode &N) {
  bool Found = false;
  for (unsigned I = 0; I <= PointerNode::Local && !Found; ++I) {
    N.K = PointerNode::Kind(I);
    Found = takeWord(spelling(N.K));
  }
  if (!Found)
    return expected("'function', 'field', 'global', 'param', 'return' or "
                    "'local'");
  if (parseString(N.Name, "a string") ||
      (Tok.K == Token::Integer && parseUnsigned(N.Index, "a number")))
    return true;
  N.IsStatic = takeWord("static");
  return false;
}

bool Parser::parsePointer() {
  PointerFlow &P = F->Pointers.emplace_back();
  if (parseNode(P.From))
    return true;
  if (!takeWord("to"))
    return expected("'to'");
  return parseNode(P.To) ||
         (takeWord("of") && parseString(P.Object, "a string"));
}

bool Parser::parseFunctionHeader() {
  Position Pos = Tok.Pos;
  if (parseAtName(F->Name, "'@' and a name") || parsePunct('('))
    return true;
  if (!takePunct(')')) {
    do {
      if (parseDeclaration())
        return true;
    } while (takePunct(','));
    if (!takePunct(')'))
      return expected("',' or ')'");
  }
  F->NumParams = static_cast<uint32_t>(F->Vars.size());
  while (true) {
    if (takeWord("static"))
      F->IsStatic = true;
    else if (takeWord("inline"))
      F->IsInline = true;
    else if (takeWord("addresstaken"))
      F->AddressTaken = true;
    else if (takeWord("inheader"))
      F->InHeader = true;
    else if (takeWord("weak"))
      F->IsWeak = true;
    else if (takeWord("init"))
      F->IsInit = true;
    else if (takeWord("native"))
      F->IsNative = true;
    else
      break;
  }
  if (parseOptionalRange(F->Loc) || parsePunct('{'))
    return true;
  if (!F->IsStatic) {
    auto [Other, New] = Externs.try_emplace(F->Name, Pos);
    if (!New)
      return fail(Pos, "function '" + escaped(F->Name) +
                           "' is already defined in line " +
                           Twine(Other->second.Line) +
                           ", expected another name, or 'static'");
  }
  return false;
}

bool Parser::parseFunction() {
  F = P.Functions.emplace_back(std::make_unique<Function>()).get();
  Vars.clear();
  Labels.clear();
  Jumps.clear();
  BlockIsOpen = false;
  if (parseFunctionHeader())
    return true;
  skipNewlines();
  while (isWord("var") || isWord("temps") || isWord("pointer")) {
    bool Failed = takeWord("var")     ? parseDeclaration()
                  : takeWord("temps") ? parseTemps()
                                      : (advance(), parsePointer());
    if (Failed || parseLineEnd())
      return true;
    skipNewlines();
  }
  while (!isPunct('}')) {
    if (parseStatement())
      return true;
    skipNewlines();
  }
  if (F->Blocks.empty())
    return expected("an instruction or a label");
  if (closeBlock() || resolveJumps())
    return true;
  advance();
  return false;
}

/// Complains when the current block is not finished.
bool Parser::closeBlock() {
  if (!BlockIsOpen)
    return false;
  return expected("a terminator of the block: 'jump', 'br', 'switch', 'ret' "
                  "or 'unreachable'");
}

/// Reads a label and the colon after it, and opens its block.
bool Parser::parseLabel() {
  Position Pos = Tok.Pos;
  if (closeBlock())
    return true;
  std::string Name = std::move(Tok.Value);
  StringRef Written = Tok.Text;
  advance();
  if (!isPunct(':'))
    return fail(Pos, "unknown instruction '" + Written +
                         "', expected an instruction, or a label and ':'");
  advance();
  auto Index = static_cast<uint32_t>(F->Blocks.size());
  auto [Other, New] = Labels.try_emplace(Name, Label{Index, Pos});
  if (!New)
    return fail(Pos, "label '" + Name + "' is already in line " +
                         Twine(Other->second.Pos.Line) +
                         ", expected another name");
  F->Blocks.emplace_back();
  BlockIsOpen = true;
  return false;
}

bool Parser::parseStatement() {
  bool IsResult = Tok.K == Token::Temp;
  if (!IsResult && Tok.K != Token::Word)
    return expected("an instruction, a label or '}'");
  bool IsTerm = !IsResult && terminatorFor(Tok.Value);
  if (!IsResult && !IsTerm && !opcodeFor(Tok.Value))
    return parseLabel();

  // The first block needs no label.
  if (F->Blocks.empty()) {
    F->Blocks.emplace_back();
    BlockIsOpen = true;
  }
  if (!BlockIsOpen)
    return expected("a label or '}' after the end of a block");

  if (IsTerm) {
    std::string Mnemonic = std::move(Tok.Value);
    advance();
    if (parseTerminator(Mnemonic) || parseLineEnd())
      return true;
    BlockIsOpen = false;
    return false;
  }

  Op O;
  if (IsResult) {
    O.HasResult = true;
    if (parseTemp(O.Result) || parsePunct('='))
      return true;
    std::optional<Opcode> Code;
    if (Tok.K == Token::Word)
      Code = opcodeFor(Tok.Value);
    if (!Code || !hasResult(*Code))
      return expected("an instruction with a result");
  }
  std::string Mnemonic = std::move(Tok.Value);
  advance();
  if (parseOp(Mnemonic, O) || parseOptionalType(O.Ty) ||
      parseOptionalOrigin(O) || parseLineEnd())
    return true;
  F->Blocks.back().Ops.push_back(std::move(O));
  return false;
}

/// Reads what follows the mnemonic, up to the type.
bool Parser::parseOp(StringRef Mnemonic, Op &O) {
  O.Code = *opcodeFor(Mnemonic);
  switch (O.Code) {
  case Opcode::Copy:
  case Opcode::Cast:
    return parseOperand(O.A);
  case Opcode::Load:
    return parsePlace(O.P) ||
           (takeWord("member") && parseString(O.Callee, "a string"));
  case Opcode::Addr:
    return parsePlace(O.P);
  case Opcode::Store:
    return parsePlace(O.P) || parsePunct('=') || parseOperand(O.A);
  case Opcode::Unary:
    O.Un = *unaryFor(Mnemonic);
    return parseOperand(O.A);
  case Opcode::Binary:
    O.Bin = *binaryFor(Mnemonic);
    return parseOperand(O.A) || parsePunct(',') || parseOperand(O.B);
  case Opcode::Call:
  case Opcode::Stable:
    return parseCall(O);
  case Opcode::Opaque:
    return false;
  case Opcode::Use:
    for (UseKind K : {UseKind::Print, UseKind::Index, UseKind::Decide})
      if (takeWord(spelling(K))) {
        O.Used = K;
        return parseOperand(O.A);
      }
    return expected("'print', 'index' or 'decide'");
  case Opcode::Begin:
    return parseVariable(O.P.Index);
  }
  return expected("an instruction");
}

bool Parser::parseTarget(Terminator &T) {
  if (Tok.K != Token::Word)
    return expected("a label");
  Jump J;
  J.Block = static_cast<uint32_t>(F->Blocks.size() - 1);
  J.Target = static_cast<uint32_t>(T.Targets.size());
  J.Label = std::move(Tok.Value);
  J.Pos = Tok.Pos;
  Jumps.push_back(std::move(J));
  T.Targets.push_back(0);
  advance();
  return false;
}

bool Parser::parseTerminator(StringRef Mnemonic) {
  Terminator &T = F->Blocks.back().Term;
  T.K = *terminatorFor(Mnemonic);
  switch (T.K) {
  case TermKind::Jump:
    if (parseTarget(T))
      return true;
    break;
  case TermKind::Branch:
    if (parseOperand(T.Cond) || parsePunct(',') || parseTarget(T) ||
        parsePunct(',') || parseTarget(T))
      return true;
    break;
  case TermKind::Switch:
    if (parseOperand(T.Cond) || parsePunct('['))
      return true;
    if (!isPunct(']')) {
      do {
        CaseRange &C = T.Cases.emplace_back();
        if (parseInteger(C.Low))
          return true;
        C.High = C.Low;
        if (Tok.K == Token::DotDot) {
          advance();
          if (parseInteger(C.High))
            return true;
        }
        if (parsePunct(':') || parseTarget(T))
          return true;
      } while (takePunct(','));
    }
    if (!takePunct(']'))
      return expected("',' or ']'");
    if (parseTarget(T))
      return true;
    break;
  case TermKind::Return:
    if (isOperand() && parseOperand(T.Cond))
      return true;
    break;
  case TermKind::Unreachable:
    break;
  }
  return parseOptionalRange(T.Loc);
}

bool Parser::resolveJumps() {
  for (const Jump &J : Jumps) {
    auto Found = Labels.find(J.Label);
    if (Found == Labels.end())
      return fail(J.Pos, "unknown label '" + J.Label +
                             "', expected one of this function");
    F->Blocks[J.Block].Term.Targets[J.Target] = Found->second.Index;
  }
  return false;
}

llvm::Expected<Program> pvlint::flow::parse(StringRef Text,
                                            StringRef FileName) {
  Parser P(Text, FileName);
  if (P.parseProgram())
    return llvm::make_error<llvm::StringError>(P.message(),
                                               llvm::inconvertibleErrorCode());
  return P.takeProgram();
}
