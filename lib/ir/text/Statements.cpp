//===- Statements.cpp - reads blocks of a flow text -----------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "llvm/ADT/StringSwitch.h"
#include <optional>

namespace pvlint::flow {

using llvm::StringRef;
using llvm::Twine;

static std::optional<UnOp> unaryFor(StringRef Word) {
  for (UnOp O : {UnOp::Not, UnOp::BitNot, UnOp::Neg})
    if (Word == spelling(O))
      return O;
  return std::nullopt;
}

static std::optional<BinOp> binaryFor(StringRef Word) {
  for (unsigned I = 0; I <= unsigned(BinOp::Ge); ++I)
    if (Word == spelling(BinOp(I)))
      return BinOp(I);
  return std::nullopt;
}

static std::optional<Opcode> opcodeFor(StringRef Word) {
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

static bool hasResult(Opcode Code) {
  return Code != Opcode::Store && Code != Opcode::Use && Code != Opcode::Begin;
}

static std::optional<TermKind> terminatorFor(StringRef Word) {
  return llvm::StringSwitch<std::optional<TermKind>>(Word)
      .Case("jump", TermKind::Jump)
      .Case("br", TermKind::Branch)
      .Case("switch", TermKind::Switch)
      .Case("ret", TermKind::Return)
      .Case("unreachable", TermKind::Unreachable)
      .Default(std::nullopt);
}

/// Complains when the current block is not finished.
bool TextParser::closeBlock() {
  if (!BlockIsOpen)
    return false;
  return expected("a terminator of the block: 'jump', 'br', 'switch', 'ret' "
                  "or 'unreachable'");
}

/// Reads a label and the colon after it, and opens its block.
bool TextParser::parseLabel() {
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

bool TextParser::parseStatement() {
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
      parseOptionalOrigin(O.Loc, O.Spelling) || parseLineEnd())
    return true;
  F->Blocks.back().Ops.push_back(std::move(O));
  return false;
}

/// Reads what follows the mnemonic, up to the type.
bool TextParser::parseOp(StringRef Mnemonic, Op &O) {
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

bool TextParser::parseTarget(Terminator &T) {
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

bool TextParser::parseTerminator(StringRef Mnemonic) {
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
  return parseOptionalOrigin(T.Loc, T.Text) ||
         (takeWord("in") && parseString(T.Macro, "a string"));
}

bool TextParser::resolveJumps() {
  for (const Jump &J : Jumps) {
    auto Found = Labels.find(J.Label);
    if (Found == Labels.end())
      return fail(J.Pos, "unknown label '" + J.Label +
                             "', expected one of this function");
    F->Blocks[J.Block].Term.Targets[J.Target] = Found->second.Index;
  }
  return false;
}

} // namespace pvlint::flow
