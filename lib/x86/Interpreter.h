//===- Interpreter.h - what x86 instructions do to bits ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that knows what x86 does. It steps one instruction of the small
// form (Instruction.h) over a state of which each bit is known, undefined, or
// neither (values/BitValue.h), and says how execution goes on and what it did
// with bits that matter.
//
// The idea. What is worth knowing of assembly that handles the interrupt flag
// is small: which bits of a result somebody has set, and which bits decide.
// Both are questions about single bits that go through moves, masks and shifts,
// so registers are kept bit by bit, and beside each bit two marks that
// spread like the value does: Undefined, "nobody has set it", and FromIf, "it
// is the interrupt flag of a word that was pushed here". A mark counts when it
// gets somewhere: a condition, memory, or the processor's flags. The outcome of
// a step says so, and whoever runs the code judges.
//
// An example, of code that asks whether interrupts are on:
//
//   pushfq               the word on the stack: bit 9 is FromIf
//   popq %rax            rax: nothing known, bit 9 FromIf
//   andl $0x200, %eax    rax: 0 but for bit 9, which is FromIf
//   setz %al             outcome: a condition asks for the interrupt flag
//
// Two fronts make the instructions, from the text of asm statements in C
// (AsmCode.h) and from bytes of an object (MachineCode.h). Where they differ in
// what they know, the instruction says so: a call in an object follows the
// calling convention, a call in an asm statement follows none and is Unknown.
//
// Run.h follows all ways through a piece of code.
//
// Limits. What is not understood is taken to write all that it names, so bits
// are called undefined only where every instruction is known. A store through
// a register leaves cells with names alone. Cells have no size: what is
// beside one is another. Vector registers are not followed.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_INTERPRETER_H
#define PVLINT_X86_INTERPRETER_H

#include "x86/Instruction.h"
#include "x86/State.h"

namespace pvlint::x86 {

/// How execution goes on after an instruction.
struct Outcome {
  enum Kind : uint8_t { Next, Jump, Branch, Return, TailCall, Stop, End };
  Kind K = Next;
  std::optional<bool> Taken; ///< Branch: if that is known

  // Where to go, or what to set, was decided by:
  uint64_t Decides = 0;       ///< undefined bits
  uint64_t DecidesFromIf = 0; ///< bits that are the interrupt flag
  bool AsksIf = false;        ///< and the flag was asked for alone
  // What went where it counts.
  uint64_t Stores = 0;     ///< undefined bits, to memory
  uint64_t LoadsFlags = 0; ///< undefined bits, to the processor's flags
  uint64_t LoadsIf = 0;    ///< the interrupt flag, to the processor's flags
};

class Interpreter {
public:
  /// \p WordBits: of a push. \p EnableMask: the bits of the processor's flags
  /// whose way is to be followed when they are pushed.
  explicit Interpreter(unsigned WordBits, uint64_t EnableMask = 0)
      : WordBits(WordBits), EnableMask(EnableMask) {}

  Outcome step(const Instruction &I, State &S) const;

private:
  unsigned WordBits;
  uint64_t EnableMask;

  Content read(const State &S, const Operand &From, unsigned Bits) const;
  void write(State &S, const Operand &To, unsigned Bits,
             const Content &C) const;
  std::optional<unsigned> pushedByte(const State &S,
                                     const MemoryPlace &P) const;
  Content pop(State &S) const;
  void moveStack(State &S, BitValue By, bool Down) const;
  void unknown(const Instruction &I, State &S) const;
  void call(State &S) const;
  void moveIf(const Instruction &I, State &S, Outcome &O) const;
  void address(const Instruction &I, State &S) const;
  void arithmetic(const Instruction &I, State &S, Outcome &O) const;
};

} // namespace pvlint::x86

#endif // PVLINT_X86_INTERPRETER_H
