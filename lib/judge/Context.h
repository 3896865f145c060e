//===- Context.h - what the CPU is doing ------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that is entered with interrupts disabled for what it is, such as
// an interrupt handler, may be called in another way as well, and tell the two
// apart: by what the CPU is doing (`if (in_task()) msleep(1);`), or by the
// object that it is passed, which only one of them has.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_JUDGE_CONTEXT_H
#define PVLINT_JUDGE_CONTEXT_H

#include "engine/Summary.h"

namespace pvlint::solve {

/// Whether \p E tells what the CPU is doing, as in_interrupt() does.
bool asksForContext(ExprPool &Pool, const Expr *E);

/// Whether \p O can be about the context in which its function is entered, and
/// not about others that call it.
bool isOfContext(ExprPool &Pool, const Obligation &O);

} // namespace pvlint::solve

#endif // PVLINT_JUDGE_CONTEXT_H
