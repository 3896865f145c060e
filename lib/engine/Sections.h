//===- Sections.h - sections that are left open -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_SECTIONS_H
#define PVLINT_ENGINE_SECTIONS_H

#include "engine/State.h"

namespace pvlint::solve {

/// Whether the word that \p S needs to turn interrupts on again dies when the
/// function returns \p Return.
bool losesWord(ExprPool &Pool, const State &S, const Expr *Return);

/// The save that overwrote the word of a section which is left open in \p S by
/// returning \p Return; null when the second word is a caller's to restore.
const Resave *lostToSecond(ExprPool &Pool, const State &S, const Expr *Return);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_SECTIONS_H
