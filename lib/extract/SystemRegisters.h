//===- SystemRegisters.h - registers that are memory ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// System registers of arm64 that hold what software last wrote to them, such as
// a translation table's base: read twice without a write in between, they give
// the same value. Code depends on that ("if it is no longer what it was, put it
// back and restore the flags"). A per-CPU value, like memory of this CPU.
//
// Limits: not registers that hardware writes (counters, syndromes, HCR_EL2 with
// its pending SError), and not those that the assembler's macros read by number
// (mrs_s).
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_SYSTEMREGISTERS_H
#define PVLINT_EXTRACT_SYSTEMREGISTERS_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace pvlint::extract {

/// What an asm statement of one instruction does to such a register.
struct RegisterMove {
  std::string Register; ///< in lower case
  bool IsWrite;
};

/// Of \p Text, an asm template; nothing if it does anything else.
std::optional<RegisterMove> registerMove(llvm::StringRef Text);

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_SYSTEMREGISTERS_H
