//===- Chance.h - callees that disable interrupts or not --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lock helper may take a mutex or a spinlock, as a field says that code below
// asks again. Its caller knows that something is locked, not what: what it does
// inside is right for one and wrong for the other.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_CHANCE_H
#define PVLINT_JUDGE_CHANCE_H

#include "engine/Solver.h"

namespace pvlint::solve {

/// Whether a callee on the way to \p Off leaves interrupts disabled on some
/// ways and not on others, and nothing that its caller can see says which.
/// Either that is its mistake, and is told there, or it is more than is known.
bool isOffByChance(const Solver &Program, ExprPool &Pool, const Event *Off);

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_CHANCE_H
