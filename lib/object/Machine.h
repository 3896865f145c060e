//===- Machine.h - what an x86 instruction does to bits --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// General registers, flags, the stack and memory cells, bit by bit, and the
// step that one decoded instruction makes. Instructions are known by LLVM's
// names for them; of those that are not, every register that their description
// says they write becomes unknown.
//
// Limits: a store through a register leaves other cells alone. Vector
// registers are not followed.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OBJECT_MACHINE_H
#define PVLINT_OBJECT_MACHINE_H

#include "values/BitValue.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCRegisterInfo.h"
#include <array>
#include <map>
#include <string>
#include <vector>

namespace pvlint::object {

using flow::BitValue;

/// What the flags tell of the last result.
struct ConditionFlags {
  std::optional<bool> Zero, Sign, Carry, Overflow;
  uint64_t Undefined = 0; ///< the bits of values that they hang on

  friend bool operator==(const ConditionFlags &,
                         const ConditionFlags &) = default;
};

struct MachineState {
  static constexpr unsigned NumRegisters = 16;

  std::array<BitValue, NumRegisters> Registers; ///< RAX, RCX, ... by encoding
  ConditionFlags Flags;
  std::vector<BitValue> Stack; ///< what was pushed here
  /// Cells by "symbol+offset", as far as something is known of them.
  std::map<std::string, BitValue> Memory;

  friend bool operator==(const MachineState &, const MachineState &) = default;
  /// Keeps what holds of both. Returns whether this changed.
  bool join(const MachineState &Other);
};

/// One decoded instruction.
struct Instruction {
  uint64_t Address = 0;
  unsigned Size = 0;
  llvm::MCInst Inst;
  std::string Symbol; ///< that a relocation in it names
  int64_t Offset = 0; ///< from that symbol
};

/// How an instruction goes on.
struct Outcome {
  enum Kind : uint8_t { Next, Jump, Branch, Return, TailCall, Stop };
  Kind K = Next;
  uint64_t Target = 0;
  std::optional<bool> Taken; ///< Branch: if that is known
  // What it did with bits that nobody has to set.
  uint64_t Decides = 0;    ///< they decide where to go, or what to set
  uint64_t Stores = 0;     ///< they go to memory
  uint64_t LoadsFlags = 0; ///< they go to the processor's flags
};

class Machine {
public:
  Machine(const llvm::MCRegisterInfo &MRI, const llvm::MCInstrInfo &MII);

  /// What pushf pushes. Bits of it that are undefined are those whose way is
  /// to be followed; what hangs on two such words does not count, as with a
  /// bit that was flipped in between.
  void followFlags(uint64_t Bits) {
    PushedFlags = {0, 0, Bits};
    OfTwoWords = true;
  }

  Outcome step(const Instruction &I, MachineState &S) const;

private:
  /// A register of any width as a part of a 64-bit one.
  struct Part {
    unsigned Index = 0, At = 0, Bits = 0;
  };
  struct Operand;

  const llvm::MCRegisterInfo &MRI;
  const llvm::MCInstrInfo &MII;
  llvm::DenseMap<unsigned, Part> Parts; ///< by register
  BitValue PushedFlags;
  bool OfTwoWords = false;

  BitValue read(const MachineState &S, unsigned Register) const;
  void write(MachineState &S, unsigned Register, BitValue V) const;
  std::string cell(const Instruction &I, unsigned FirstOperand) const;
  std::optional<unsigned> pushedByte(const Instruction &I, unsigned First,
                                     const MachineState &S) const;
  BitValue readMemory(const MachineState &S, const Instruction &I,
                      unsigned First, unsigned Bits) const;
  void writeMemory(MachineState &S, const Instruction &I, unsigned First,
                   BitValue V, unsigned Bits) const;
  void moveStack(MachineState &S, BitValue By, bool Down) const;
  void clobber(const Instruction &I, MachineState &S) const;
  void arithmetic(llvm::StringRef Name, unsigned Bits, const Instruction &I,
                  MachineState &S, Outcome &O) const;
};

} // namespace pvlint::object

#endif // PVLINT_OBJECT_MACHINE_H
