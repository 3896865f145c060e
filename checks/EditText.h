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

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_EDITTEXT_H
