//===- AsmBits.h - what an asm statement does to bits ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// x86 instructions of an asm statement in C, followed from its operands to its
// outputs: which bits of an output somebody has set, and whether the statement
// decides by itself on the interrupt flag that it pushed. The instructions are
// run by the interpreter that runs those of objects (Interpreter.h); what is
// special here is that the compiler chooses the registers later, so the text
// with its operands is all there is (AsmCode.h).
//
// Limits: alternatives are not seen; macros of the assembler are instructions
// that nobody knows.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_X86_ASMBITS_H
#define PVLINT_X86_ASMBITS_H

#include "values/BitValue.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace pvlint::x86 {

using flow::BitValue;

struct AsmOperand {
  unsigned Bits = 64; ///< of its type
  bool IsMemory = false;
  /// The one that is meant by the constraint: "a", "rax" or "r10". Empty when
  /// the compiler chooses.
  std::string Register;
  /// Output: what it held before stays until it is written ("+").
  bool KeepsOld = false;
  /// Input: the output that it shares its register with.
  std::optional<unsigned> Tied;
  /// Input: a number.
  std::optional<uint64_t> Number;
  /// Output: a condition of the flags ("=@ccnz").
  bool IsCondition = false;
  /// In two registers at once ("A"), or of another kind.
  bool IsOther = false;
};

struct AsmStatement {
  /// With operands by number ("%b0") and registers with two signs ("%%al").
  std::string Text;
  std::vector<AsmOperand> Outputs, Inputs;
  std::vector<std::string> Clobbers;
  unsigned WordBits = 64;
  uint64_t EnableMask = 0; ///< bits of the flags that tell on from off
};

/// What an output holds in the end.
struct AsmOutput {
  BitValue Bits;
  /// Bits that are still those of before: of the variable ("+"), or of the
  /// input that shares the register.
  uint64_t Kept = 0;
  std::optional<unsigned> From; ///< that input
};

struct AsmEffect {
  std::vector<AsmOutput> Outputs;
  /// A jump, a set or a condition depends on the interrupt flag of the
  /// processor's flags, which were pushed before.
  bool DecidesOnIf = false;
  /// The first output is the word that was pushed.
  bool YieldsWord = false;
};

AsmEffect asmEffect(const AsmStatement &S);

} // namespace pvlint::x86

#endif // PVLINT_X86_ASMBITS_H
