//===- ExprBits.h - expressions, bit by bit --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the bits of an expression are when some memory or an argument is known.
// What nobody set is undefined: locals before their first store, and bits of a
// saved word that no save has to define.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_VALUES_EXPRBITS_H
#define PVLINT_VALUES_EXPRBITS_H

#include "values/BitValue.h"
#include "values/Facts.h"
#include "llvm/ADT/StringMap.h"

namespace pvlint::solve {

using flow::BitValue;

/// What is known beside the expression itself.
struct BitEnvironment {
  llvm::StringMap<BitValue> Cells;  ///< by cellKey()
  std::optional<BitValue> Argument; ///< the first one
};

/// The last field of a place, or the name of a global: "evtchn_upcall_mask".
/// Empty for what has neither.
llvm::StringRef cellKey(const Cell &C);

BitValue bitsOf(const ExprPool &Pool, const Expr *E, const BitEnvironment &In);

/// Whether a path that knows \p Path can be taken.
bool isFeasible(const ExprPool &Pool, const Facts &Path,
                const BitEnvironment &In);

} // namespace pvlint::solve

#endif // PVLINT_VALUES_EXPRBITS_H
