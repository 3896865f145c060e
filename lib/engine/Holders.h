//===- Holders.h - what a cut word is kept in -------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a word is cut down to a narrower type, a reader wants to know whose
// type that is. It is asked for when the body is at hand, and kept with the
// step.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_HOLDERS_H
#define PVLINT_ENGINE_HOLDERS_H

#include "values/Expr.h"

namespace pvlint::solve {

/// The place that \p O, an operation of \p F, stores to or loads from.
Holder placeOf(const flow::Function &F, const flow::Op &O);

/// What gets the value that \p Cut, an operation of \p F, makes narrower.
Holder holderOf(const flow::Function &F, const flow::Op &Cut);

/// What keeps what is left of the word that was cut at \p Cut.
Holder holderAt(const ExprPool &Pool, const Event *Cut);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_HOLDERS_H
