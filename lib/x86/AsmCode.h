//===- AsmCode.h - instructions of an asm statement -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One of the two fronts of the interpreter: the text of an asm statement with
// its operands, to the small form. The compiler has not chosen registers yet,
// so an operand that it chooses one for gets a register of its own, behind
// those that have names, and an operand in memory gets a cell, "%0". Addresses
// are the numbers of the instructions.
//
// Limits: the text is what contract/AsmText.h makes of it. A mnemonic without a
// width works on what its registers say, as the assembler has it.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_ASMCODE_H
#define PVLINT_X86_ASMCODE_H

#include "contract/AsmText.h"
#include "x86/AsmBits.h"
#include "x86/Instruction.h"

namespace pvlint::x86 {

class AsmCode {
public:
  explicit AsmCode(const AsmStatement &S);

  /// The last one is where the text ends.
  const Code &code() const { return Instructions; }
  /// With those that stand for what the compiler chooses.
  unsigned numRegisters() const { return Registers; }
  /// All of operand \p N, outputs before inputs.
  const Operand &placeOf(unsigned N) const { return Places[N]; }

private:
  const AsmStatement &S;
  const llvm::SmallVector<flow::AsmInstruction, 8> Text;
  unsigned Registers = NumRegisters;
  std::vector<Operand> Places;
  Code Instructions;

  Operand ownPlace(const AsmOperand &O);
  bool isOutput(const Operand &Place) const;
  Operand operand(llvm::StringRef Text) const;
  Operand reference(llvm::StringRef Text, bool IsImmediate) const;
  Operand address(llvm::StringRef Text) const;
  std::optional<RegisterPart> addressRegister(llvm::StringRef Text) const;
  uint64_t labelled(llvm::StringRef Name, size_t From) const;

  Instruction instruction(size_t N) const;
  bool flow(size_t N, Instruction &R) const;
  bool conditional(const flow::AsmInstruction &I, Instruction &R) const;
  bool extend(const flow::AsmInstruction &I, Instruction &R) const;
  bool operation(const flow::AsmInstruction &I, Instruction &R) const;
  void unknown(const flow::AsmInstruction &I, Instruction &R) const;
};

} // namespace pvlint::x86

#endif // PVLINT_X86_ASMCODE_H
