//===- RandomProgram.h - flow programs by chance ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_UNIT_SUPPORT_RANDOMPROGRAM_H
#define PVLINT_TEST_UNIT_SUPPORT_RANDOMPROGRAM_H

#include "ir/Program.h"
#include <algorithm>
#include <limits>
#include <random>

namespace pvlint::flow {

/// Makes programs that keep the rules of Program.h and set only what their
/// opcodes use.
class RandomProgram {
public:
  explicit RandomProgram(unsigned Seed) : Random(Seed) {}

  Program program();

private:
  std::mt19937 Random;
  Program P;
  Function *F = nullptr;

  uint32_t below(uint32_t N) { return static_cast<uint32_t>(Random() % N); }
  bool flip() { return below(2) != 0; }
  std::string name() {
    static const char *const Names[] = {
        "flags", "at",  "static", "b0",   "",     "a b",    "0",
        "x.y",   "var", "[]",     "\"",   "\\",   "\n\x80", "%0",
        "ret",   "u64", "x#1",    "$x_9", "load", ";",      "\\22"};
    return Names[below(std::size(Names))];
  }
  int64_t integer() {
    static const int64_t Numbers[] = {0,
                                      1,
                                      -1,
                                      512,
                                      7,
                                      std::numeric_limits<int64_t>::min(),
                                      std::numeric_limits<int64_t>::max()};
    return Numbers[below(std::size(Numbers))];
  }
  Type type() {
    Type T;
    if (flip())
      T = {static_cast<uint8_t>(1 + below(128)), flip(), false};
    else if (flip())
      T = {static_cast<uint8_t>(flip() ? 64 : 1 + below(128)), false, true};
    return T;
  }
  uint32_t temp() {
    uint32_t Index = below(9);
    F->NumTemps = std::max(F->NumTemps, Index + 1);
    return Index;
  }
  Operand operand() {
    switch (below(4)) {
    case 0:
      return Operand();
    case 1:
      return Operand::temp(temp());
    case 2:
      return Operand::constant(integer());
    default:
      return Operand::function(name());
    }
  }
  Location location() {
    return {below(static_cast<uint32_t>(P.Files.size())), 1 + below(99),
            below(80)};
  }
  Range range() {
    Range R;
    if (flip()) {
      R.Begin = location();
      if (flip())
        R.End = location();
    }
    return R;
  }
  Place variable() {
    Place Pl;
    Pl.Index = below(static_cast<uint32_t>(F->Vars.size()));
    return Pl;
  }
  PointerNode node() {
    return {PointerNode::Kind(below(PointerNode::Local + 1)), name(), below(3),
            flip()};
  }
  Place place();
  Op op();
  Terminator terminator();
};

inline Place RandomProgram::place() {
  Place Pl = variable();
  switch (below(3)) {
  case 0:
    Pl.K = Place::Global;
    Pl.Index = 0;
    Pl.Name = name();
    break;
  case 1:
    Pl.K = Place::Deref;
    Pl.Index = temp();
    break;
  default:
    break;
  }
  while (flip())
    Pl.Path.push_back(name());
  return Pl;
}

inline Op RandomProgram::op() {
  Op O;
  O.Code = Opcode(below(unsigned(Opcode::Begin) + 1));
  O.Ty = type();
  O.Loc = range();
  if (flip())
    O.Spelling = name();
  switch (O.Code) {
  case Opcode::Copy:
  case Opcode::Cast:
    O.A = operand();
    break;
  case Opcode::Load:
    if (flip())
      O.Callee = name();
    [[fallthrough]];
  case Opcode::Addr:
    O.P = place();
    break;
  case Opcode::Store:
    O.P = place();
    O.A = operand();
    return O;
  case Opcode::Unary:
    O.Un = UnOp(below(unsigned(UnOp::Neg) + 1));
    O.A = operand();
    break;
  case Opcode::Binary:
    O.Bin = BinOp(below(unsigned(BinOp::Ge) + 1));
    O.A = operand();
    O.B = operand();
    break;
  case Opcode::Call:
  case Opcode::Stable:
    O.CalleeIs = CalleeKind(below(unsigned(CalleeKind::Pointer) + 1));
    if (O.CalleeIs == CalleeKind::Pointer)
      O.A = operand();
    else
      O.Callee = name();
    while (flip())
      O.Args.push_back(operand());
    break;
  case Opcode::Opaque:
    break;
  case Opcode::Use:
    O.Used = UseKind(below(unsigned(UseKind::Decide) + 1));
    O.A = operand();
    return O;
  case Opcode::Begin:
    O.P = variable();
    return O;
  }
  if (flip()) {
    O.HasResult = true;
    O.Result = temp();
  }
  return O;
}

inline Terminator RandomProgram::terminator() {
  Terminator T;
  T.K = TermKind(below(unsigned(TermKind::Unreachable) + 1));
  T.Loc = range();
  unsigned NumTargets = 0;
  switch (T.K) {
  case TermKind::Jump:
    NumTargets = 1;
    break;
  case TermKind::Branch:
    T.Cond = operand();
    if (flip())
      T.Text = name();
    if (flip())
      T.Macro = name();
    NumTargets = 2;
    break;
  case TermKind::Switch:
    T.Cond = operand();
    while (flip())
      T.Cases.push_back({integer(), integer()});
    NumTargets = static_cast<unsigned>(T.Cases.size()) + 1;
    break;
  case TermKind::Return:
    T.Cond = operand();
    break;
  case TermKind::Unreachable:
    break;
  }
  for (unsigned I = 0; I < NumTargets; ++I)
    T.Targets.push_back(below(static_cast<uint32_t>(F->Blocks.size())));
  return T;
}

inline Program RandomProgram::program() {
  P.Files = {"a.c"};
  while (flip())
    P.Files.push_back(name());
  while (flip())
    P.GivenUp.emplace_back(name(), static_cast<unsigned>(Random()));
  unsigned NumFunctions = below(4);
  for (unsigned I = 0; I < NumFunctions; ++I) {
    F = P.Functions.emplace_back(std::make_unique<Function>()).get();
    F->Name = name() + std::to_string(I);
    F->IsStatic = flip();
    F->IsInline = flip();
    F->AddressTaken = flip();
    F->InHeader = flip();
    F->IsWeak = flip();
    F->IsInit = flip();
    F->IsNative = flip();
    while (flip())
      F->Pointers.push_back({node(), node(), name()});
    F->Loc = range();
    do {
      Variable &V = F->Vars.emplace_back();
      V.Name = name();
      V.Ty = type();
      V.Escapes = flip();
      V.Static = flip();
      if (flip()) {
        V.TypeText = range();
        if (!V.TypeText.isText())
          V.TypeText = {};
      }
    } while (below(4));
    F->NumParams = below(static_cast<uint32_t>(F->Vars.size()) + 1);
    F->NumTemps = below(20);
    F->Blocks.resize(1 + below(5));
    for (Block &B : F->Blocks) {
      while (below(6))
        B.Ops.push_back(op());
      B.Term = terminator();
    }
  }
  return std::move(P);
}

} // namespace pvlint::flow

#endif // PVLINT_TEST_UNIT_SUPPORT_RANDOMPROGRAM_H
