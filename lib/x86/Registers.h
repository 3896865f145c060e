//===- Registers.h - names of x86 registers ---------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_REGISTERS_H
#define PVLINT_X86_REGISTERS_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace pvlint::x86 {

/// The general registers by the numbers that instructions have for them: rax,
/// rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 to r15.
inline constexpr unsigned NumRegisters = 16, ResultRegister = 0,
                          CountRegister = 1, StackRegister = 4,
                          FrameRegister = 5, FirstArgument = 7;

/// Bits of a register.
struct RegisterPart {
  unsigned Slot = 0, At = 0, Bits = 64;
  friend bool operator==(const RegisterPart &, const RegisterPart &) = default;
};

/// "ah": bits 8 to 15 of register 0. The name is in lower case.
std::optional<RegisterPart> registerPart(llvm::StringRef Name);

/// The register that a constraint's letter or a name means.
std::optional<unsigned> registerOf(llvm::StringRef Name);

} // namespace pvlint::x86

#endif // PVLINT_X86_REGISTERS_H
