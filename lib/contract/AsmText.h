//===- AsmText.h - instructions of an asm statement ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the text of an inline asm statement apart, far enough to recognise
// instructions by mnemonic.
//
// Limits: assembler macros and .if are not expanded; an instruction spelled in
// bytes is the directive: ".byte 0x0f 0x01 0xc9".
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONTRACT_ASMTEXT_H
#define PVLINT_CONTRACT_ASMTEXT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::flow {

/// The instructions that \p Text, an asm template as Clang gives it, puts into
/// the section it starts in: what .pushsection and the like send elsewhere (the
/// replacement of an ALTERNATIVE) is left out. Each is the mnemonic in lower
/// case, without prefixes and width suffix, and the operands, all separated by
/// single blanks: "pop %0", "msr daifset #3".
llvm::SmallVector<std::string, 8> asmInstructions(llvm::StringRef Text);

struct AsmInstruction {
  llvm::SmallVector<std::string, 1> Labels; ///< in front of it
  std::string Mnemonic;                     ///< in lower case, as it is written
  llvm::SmallVector<std::string, 3> Operands;
};

/// The same instructions with all that was written. The last one has no
/// mnemonic: it is where the text ends.
llvm::SmallVector<AsmInstruction, 8> asmParse(llvm::StringRef Text);

/// Functions that \p Text, asm at file scope, defines as nothing but a call of
/// another and the saving of registers around it: label and callee. What is
/// stored under the label is the callee, as with PV_CALLEE_SAVE_REGS_THUNK.
llvm::SmallVector<std::pair<std::string, std::string>, 1>
asmThunks(llvm::StringRef Text);

/// \p Mnemonic without the width suffix of the few instructions that contracts
/// speak of: "pushfq" is "pushf".
llvm::StringRef withoutWidth(llvm::StringRef Mnemonic);

/// Whether \p Instructions contain \p Pattern (as in AsmPattern) as a run.
bool asmMatches(llvm::ArrayRef<std::string> Instructions,
                llvm::ArrayRef<std::string> Pattern);

} // namespace pvlint::flow

#endif // PVLINT_CONTRACT_ASMTEXT_H
