//===- Hover.h - the interrupt state under the cursor -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a cursor is in a program: at the statement that its line is part of, or
// the next one of the function; at the operation that the word under it names,
// when there is one. A probe is put before that place in the lowered function,
// and the function is solved once more with it; see Listener::before() in
// engine/Listener.h.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_HOVER_H
#define PVLINT_LSP_HOVER_H

#include "frontend/UnitStates.h"
#include "lsp/LiveUnit.h"
#include "llvm/Support/JSON.h"

namespace pvlint::lsp {

/// What to show at \p P, in Markdown; empty outside of functions.
std::string hoverAt(const Snapshot &S, llvm::lsp::Position P);

/// A hint at the end of each line between \p First and \p Last that changes the
/// interrupt state, which says what it is from there.
llvm::json::Array inlayHints(const Snapshot &S, unsigned First, unsigned Last);

} // namespace pvlint::lsp

#endif // PVLINT_LSP_HOVER_H
