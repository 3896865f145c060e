//===- AsmNumber.h - numbers that assemblers compute ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_ASMNUMBER_H
#define PVLINT_X86_ASMNUMBER_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace pvlint::x86 {

/// The number that \p Text is, "(1 << 9)", if it names no symbol.
std::optional<uint64_t> asmNumber(llvm::StringRef Text);

} // namespace pvlint::x86

#endif // PVLINT_X86_ASMNUMBER_H
