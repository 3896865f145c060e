//===- Notes.h - what is told on stderr -------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of files and functions come from others, and a terminal obeys what is
// in them. So whatever is told goes through here.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_NOTES_H
#define PVLINT_IR_NOTES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace pvlint::flow {

/// \p Text with control characters as "\x1b" or "\t". In text of many lines (\p
/// HasLines) newlines and tabs stay.
std::string printable(llvm::StringRef Text, bool HasLines = false);

/// The same, where sequences that set colors and nothing else stay.
std::string printableColored(llvm::StringRef Text);

/// A name as git and patch write it in a patch: in quotes, with escapes as in
/// C, if a control character, a quote or a backslash is in it.
std::string quotedName(llvm::StringRef Name);
/// The name that \p Text begins with, quoted or up to a tab, and drops it.
std::string takeQuotedName(llvm::StringRef &Text);

/// stderr, of which all is printable.
llvm::raw_ostream &notes();

} // namespace pvlint::flow

#endif // PVLINT_IR_NOTES_H
