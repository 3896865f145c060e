//===- EditText.h - edits against the text of a file ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks say where an edit goes; whether it fits there, only the source tells.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_EDITTEXT_H
#define PVLINT_CHECKS_EDITTEXT_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace pvlint::checks {

/// Whether a statement put at the end of \p Before, the text of a file up to
/// another statement, lands in the same block: what stands there must end a
/// statement or open a block. Gives the indentation of the line.
std::optional<llvm::StringRef> startsStatement(llvm::StringRef Before);

/// Whether a variable \p Name can be declared at \p Begin of \p Text, where the
/// first statement of a function stands: nothing in the function is called so
/// yet, and no directive of the preprocessor comes before.
bool canDeclare(llvm::StringRef Text, size_t Begin, llvm::StringRef Name);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_EDITTEXT_H
