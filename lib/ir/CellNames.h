//===- CellNames.h - names of memory ----------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which functions write what other functions ask about is told by names alone:
// the last field of a place, or a global. That is coarse, and enough to decide
// what to keep.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_CELLNAMES_H
#define PVLINT_IR_CELLNAMES_H

#include "ir/Program.h"
#include "llvm/ADT/StringSet.h"
#include <vector>

namespace pvlint::flow {

/// The name of the memory at \p P, which is no local variable.
llvm::StringRef cellKey(const Place &P);

/// The names of memory that \p F itself writes to.
llvm::StringSet<> writtenNames(const Function &F);

/// The name of memory that a plain pointer leads to.
inline constexpr llvm::StringLiteral AnyPointee = "*";

/// By temporary of \p F: the name of the memory whose address it is, or empty.
std::vector<llvm::StringRef> pointedNames(const Function &F);

} // namespace pvlint::flow

#endif // PVLINT_IR_CELLNAMES_H
