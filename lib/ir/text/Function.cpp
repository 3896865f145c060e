//===- Function.cpp - reads the head of a function in a flow text ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include <algorithm>

namespace pvlint::flow {

using llvm::Twine;

bool TextParser::parseDeclaration() {
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

bool TextParser::parseTemps() {
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

bool TextParser::parseNode(PointerNode &N) {
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

bool TextParser::parsePointer() {
  PointerFlow &P = F->Pointers.emplace_back();
  if (parseNode(P.From))
    return true;
  if (!takeWord("to"))
    return expected("'to'");
  return parseNode(P.To) ||
         (takeWord("of") && parseString(P.Object, "a string"));
}

bool TextParser::parseFunctionHeader() {
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
  if (parseOptionalRange(F->Loc))
    return true;
  if (takeWord("begins")) {
    Range Begin;
    if (!takeWord("at"))
      return expected("'at'");
    if (parseRange(Begin))
      return true;
    F->Begin = Begin.Begin;
    F->BeginsWithDeclaration = takeWord("declaring");
  }
  if (parsePunct('{'))
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

bool TextParser::parseFunction() {
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
  F->number();
  advance();
  return false;
}

} // namespace pvlint::flow
