//===- MachineCode.h - instructions of machine code -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One of the two fronts of the interpreter: bytes, by LLVM's disassembler, to
// the small form. Instructions are known by LLVM's names for them, "ADD32ri8"
// being an Add of 32 bits to a register of a number; of those that are not,
// every register that their description says they write becomes unknown.
//
// Limits: no code of 16 bits. Prefixes of segments are not looked at.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_MACHINECODE_H
#define PVLINT_X86_MACHINECODE_H

#include "x86/Instruction.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCDisassembler/MCDisassembler.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/Support/Error.h"
#include "llvm/TargetParser/Triple.h"
#include <memory>

namespace pvlint::x86 {

/// One decoded instruction, and what a relocation adds to it.
struct MachineInstruction {
  uint64_t Address = 0;
  unsigned Size = 0;
  llvm::MCInst Inst;
  std::string Symbol; ///< that a relocation in it names
  int64_t Offset = 0; ///< from that symbol
};

class MachineCode {
public:
  /// Makes LLVM's x86 known; once before the first is created.
  static void initialize();
  static llvm::Expected<std::unique_ptr<MachineCode>>
  create(const llvm::Triple &T);
  ~MachineCode();

  /// The instruction that \p Bytes begin with, which are at \p Address.
  std::optional<MachineInstruction> read(llvm::ArrayRef<uint8_t> Bytes,
                                         uint64_t Address) const;
  /// LLVM's name for it.
  llvm::StringRef nameOf(const MachineInstruction &I) const;
  Instruction instruction(const MachineInstruction &I) const;

private:
  class Translation;

  std::unique_ptr<llvm::MCRegisterInfo> Registers;
  std::unique_ptr<llvm::MCAsmInfo> Assembler;
  std::unique_ptr<llvm::MCSubtargetInfo> Subtarget;
  std::unique_ptr<llvm::MCInstrInfo> Instructions;
  std::unique_ptr<llvm::MCContext> Context;
  std::unique_ptr<llvm::MCDisassembler> Disassembler;
  llvm::DenseMap<unsigned, RegisterPart> Parts; ///< by LLVM's register

  MachineCode();
};

} // namespace pvlint::x86

#endif // PVLINT_X86_MACHINECODE_H
