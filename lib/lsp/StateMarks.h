//===- StateMarks.h - the state before each line ----*- C++ -*- -----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A margin for editors that have none to offer: an inlay hint at the beginning
// of each line of a function, one letter wide, so that the text stays aligned.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_STATEMARKS_H
#define PVLINT_LSP_STATEMARKS_H

#include "lsp/LiveUnit.h"
#include "llvm/Support/JSON.h"

namespace pvlint::lsp {

/// A hint on each line between \p First and \p Last that is part of a function:
/// what interrupts are after it, as C (caller's), D (disabled), E (enabled) or
/// * (that depends on the path), and a dot where nothing runs.
llvm::json::Array stateMarks(const Snapshot &S, unsigned First, unsigned Last);

} // namespace pvlint::lsp

#endif // PVLINT_LSP_STATEMARKS_H
