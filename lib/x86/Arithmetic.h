//===- Arithmetic.h - results and flags of operations on bits ---*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_ARITHMETIC_H
#define PVLINT_X86_ARITHMETIC_H

#include "x86/Instruction.h"
#include "x86/State.h"

namespace pvlint::x86 {

struct Computed {
  Content Result;
  Flags F;
  bool IsWritten = true, SetsFlags = true;
  bool AsksFlags = false; ///< depends on the flags before
};

/// What \p What makes of \p A, the target, and of \p B, both of \p Bits. \p
/// Same: they are one operand, named twice.
Computed compute(Operation What, unsigned Bits, const Content &A,
                 const Content &B, bool Same, const Flags &Before);

} // namespace pvlint::x86

#endif // PVLINT_X86_ARITHMETIC_H
