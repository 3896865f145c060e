//===- Actions.h - what can be done about a finding -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_ACTIONS_H
#define PVLINT_LSP_ACTIONS_H

#include "lsp/LiveUnit.h"
#include "llvm/Support/JSON.h"

namespace pvlint::lsp {

/// The command that shows a step of a witness. Its argument is an object with
/// the witness as `text`, and `uri` and `range` of its first step.
constexpr llvm::StringLiteral ShowWitness = "pvlint.showWitness";

/// Code actions for the findings that touch \p Where: the fix-it, "suppress
/// with reason", "show witness".
llvm::json::Array actionsAt(const Snapshot &S, llvm::StringRef Path,
                            llvm::StringRef Uri, llvm::lsp::Range Where);

} // namespace pvlint::lsp

#endif // PVLINT_LSP_ACTIONS_H
