//===- Masked.h - a bit that is asked for among few -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `if (flags & X86_EFLAGS_IF)` asks for IF; `if (flags == old)` compares a
// whole word, and that IF is a bit of it is not the point. C and assembly are
// judged alike.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_MASKED_H
#define PVLINT_VALUES_MASKED_H

#include <bit>
#include <cstdint>

namespace pvlint::flow {

/// If this many bits of a value may be set, it has not been masked: that is a
/// whole register, %ax, which the whole word may have been in.
inline constexpr int UnmaskedBits = 16;

/// Whether a value, of which the bits \p MaySet may be set, was masked down to
/// where one of them counts.
constexpr bool isMasked(uint64_t MaySet) {
  return std::popcount(MaySet) < UnmaskedBits;
}

} // namespace pvlint::flow

#endif // PVLINT_VALUES_MASKED_H
