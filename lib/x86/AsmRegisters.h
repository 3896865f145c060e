//===- AsmRegisters.h - names of x86 registers ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_ASMREGISTERS_H
#define PVLINT_X86_ASMREGISTERS_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace pvlint::flow {

inline constexpr unsigned NumRegisters = 16, StackRegister = 4,
                          FrameRegister = 5;

/// Bits of a register.
struct RegisterPart {
  unsigned Slot = 0, At = 0, Bits = 64;
};

/// "ah": bits 8 to 15 of register 0.
std::optional<RegisterPart> registerPart(llvm::StringRef Name);

/// The register that a constraint's letter or a name means.
std::optional<unsigned> registerOf(llvm::StringRef Name);

} // namespace pvlint::flow

#endif // PVLINT_X86_ASMREGISTERS_H
