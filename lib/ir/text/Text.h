//===- Text.h - the flow program as text ------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form of a flow program that people read, and write in tests, as they do
// LLVM's .ll files. docs/flow.md has the grammar.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_TEXT_TEXT_H
#define PVLINT_IR_TEXT_TEXT_H

#include "ir/Program.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace pvlint::flow {

/// The number after "flow" in the first line.
inline constexpr unsigned TextVersion = 1;
/// A function that is read has fewer temporaries than this.
inline constexpr uint32_t MaxTextTemps = 1000000;
/// The widest type that is read.
inline constexpr unsigned MaxTextBits = 128;

/// Writes \p P so that parse() gives it back. A program that breaks a rule of
/// Program.h (a jump to a block that is not there) is written all the same,
/// but parse() refuses the text. Members of Op that its opcode does not use
/// are not written.
void print(const Program &P, llvm::raw_ostream &OS);

/// Writes one function, for debugging.
void print(const Function &F, llvm::raw_ostream &OS);

/// Reads what print() writes. The one error names \p FileName, line, column
/// (in bytes, from 1), what is wrong and what was expected.
llvm::Expected<Program> parse(llvm::StringRef Text, llvm::StringRef FileName);

/// The words of the text form.
llvm::StringRef spelling(UnOp O);
llvm::StringRef spelling(BinOp O);
llvm::StringRef spelling(UseKind K);
llvm::StringRef spelling(PointerNode::Kind K);

/// Whether \p Name is written without quotes.
bool isPlainName(llvm::StringRef Name);

} // namespace pvlint::flow

#endif // PVLINT_IR_TEXT_TEXT_H
