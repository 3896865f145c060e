//===- SystemRegisters.cpp - registers that are memory --------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SystemRegisters.h"
#include "contract/AsmText.h"
#include "llvm/ADT/STLExtras.h"

using llvm::StringRef;

namespace pvlint::extract {

/// Arm Architecture Reference Manual (DDI 0487), chapter D19: no field of these
/// is written by anything but an instruction of the program.
static bool keepsItsValue(StringRef Register) {
  static constexpr llvm::StringLiteral Names[] = {
      "amair_", "contextidr_", "cpacr_", "cptr_",  "mair_",
      "sctlr_", "tcr_",        "tpidr_", "ttbr0_", "ttbr1_",
      "vbar_",  "vmpidr_",     "vpidr_", "vtcr_",  "vttbr_"};
  return llvm::any_of(Names,
                      [&](StringRef N) { return Register.starts_with(N); });
}

std::optional<RegisterMove> registerMove(StringRef Text) {
  const auto Instructions = flow::asmInstructions(Text);
  if (Instructions.size() != 1)
    return std::nullopt;
  const auto [Mnemonic, Operands] = StringRef(Instructions[0]).split(' ');
  const auto [First, Second] = Operands.split(' ');
  const bool IsWrite = Mnemonic == "msr";
  const StringRef Register = IsWrite ? First : Second;
  const StringRef Operand = IsWrite ? Second : First;
  if ((!IsWrite && Mnemonic != "mrs") || !Operand.starts_with("%") ||
      !keepsItsValue(Register))
    return std::nullopt;
  return RegisterMove{Register.str(), IsWrite};
}

} // namespace pvlint::extract
