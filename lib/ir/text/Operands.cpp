//===- Operands.cpp - reads what instructions of a flow text are about ===//
//===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include <algorithm>

namespace pvlint::flow {

bool TextParser::parseTemp(uint32_t &Out) {
  if (Tok.K != Token::Temp)
    return expected("a temporary");
  Out = static_cast<uint32_t>(Tok.Number);
  F->NumTemps = std::max(F->NumTemps, Out + 1);
  advance();
  return false;
}

bool TextParser::isOperand() const {
  return Tok.K == Token::Temp || Tok.K == Token::Integer ||
         Tok.K == Token::AtName || isPunct('-') || isPunct('?');
}

bool TextParser::parseOperand(Operand &O) {
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

bool TextParser::parseVariable(uint32_t &Index) {
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

bool TextParser::parsePlace(Place &Pl) {
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

bool TextParser::parseCall(Op &O) {
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

} // namespace pvlint::flow
