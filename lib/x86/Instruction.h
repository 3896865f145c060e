//===- Instruction.h - an x86 instruction, as it is interpreted -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The small form that both fronts produce: AsmCode.h from the text of asm
// statements, MachineCode.h from machine code. It has what the interpreter asks
// for and no more: which of some thirty operations it is, how wide, on which
// operands, and where it may go on.
//
//   "andl $0x200, %%eax" and AND32i32 0x200 are both: And, 32 bits, to eax,
//   from the number 0x200
//
// Limits: whatever is not one of these operations is Unknown, and then only the
// list of what it may write counts.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_INSTRUCTION_H
#define PVLINT_X86_INSTRUCTION_H

#include "x86/Registers.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <map>
#include <string>

namespace pvlint::x86 {

enum class Operation : uint8_t {
  Nothing, ///< of what is followed: nop, cli, a fence
  Unknown,
  // To = From.
  Move,
  Extend,  ///< movzx, movsx
  Address, ///< lea
  MoveIf,  ///< cmov
  Set,
  // To = To op From, and the flags.
  And,
  Or,
  Xor,
  Add,
  Sub,
  AddCarry,
  SubCarry,
  ShiftLeft,
  ShiftRight,
  ShiftSigned,
  // To = op To.
  Negate,
  Not,
  Increment,
  Decrement,
  // The flags alone.
  Compare,
  Test,
  BitTest,
  // The stack.
  Push,
  Pop,
  PushFlags,
  PopFlags,
  // Where to go on.
  Jump,
  Branch,
  Call,
  Return,
  TailCall, ///< leaves for another function
  Stop,     ///< ud2
  End,      ///< where the text of an asm statement ends
};

/// A place in memory.
struct MemoryPlace {
  std::optional<RegisterPart> Base, Index;
  unsigned Scale = 1;
  int64_t Displacement = 0;
  /// These four are the whole address.
  bool IsExact = false;
  /// What the place is known by, "mask+0". Empty: nothing is kept of it.
  std::string Cell;
  friend bool operator==(const MemoryPlace &, const MemoryPlace &) = default;
};

struct Operand {
  enum Kind : uint8_t {
    None, ///< missing, or something that is not followed
    Number,
    Register,
    Memory,
  } K = None;
  uint64_t Value = 0;
  RegisterPart Part;
  MemoryPlace Place;

  static Operand number(uint64_t N) { return {Number, N, {}, {}}; }
  static Operand in(RegisterPart P) { return {Register, 0, P, {}}; }
  static Operand at(MemoryPlace P) { return {Memory, 0, {}, std::move(P)}; }

  bool isRegister(unsigned Slot) const {
    return K == Register && Part.Slot == Slot;
  }
  friend bool operator==(const Operand &, const Operand &) = default;
};

struct Instruction {
  Operation What = Operation::Unknown;
  unsigned Bits = 0; ///< that it works on
  Operand To, From;

  // Extend.
  unsigned FromBits = 0;
  bool IsSigned = false;

  // Branch, Set, MoveIf.
  /// As the processor numbers them: 4 is "z", 5 is "nz". None: of a mnemonic
  /// that nobody knows.
  std::optional<unsigned> Condition;
  /// Branch: by rcx and not by the flags (jrcxz), or counting it down (loop).
  bool AsksFlags = true, Counts = false;
  uint64_t Target = 0; ///< Jump, Branch: address

  // Unknown: what it may write.
  llvm::SmallVector<RegisterPart, 2> Writes;
  bool WritesFlags = false;
  /// Any register that has a name, and any memory.
  bool WritesAnything = false;
  bool MovesStack = false;

  /// It goes through an address that may be one of any cell.
  bool ReachesCells = false;

  uint64_t Address = 0;
  unsigned Size = 1;
};

/// By address; execution starts at the first unless somebody says otherwise.
using Code = std::map<uint64_t, Instruction>;

/// The operation of two operands or one that \p Mnemonic, in lower case and
/// without its width, means; Unknown for others.
Operation operationOf(llvm::StringRef Mnemonic);

/// The number of the condition \p Name, "nz".
std::optional<unsigned> conditionOf(llvm::StringRef Name);

bool isShift(Operation What);
/// Operations that have only one operand.
bool isUnary(Operation What);

} // namespace pvlint::x86

#endif // PVLINT_X86_INSTRUCTION_H
