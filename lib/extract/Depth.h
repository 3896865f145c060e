//===- Depth.h - how deep statements are in each other ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang builds a CFG by recursion, and so is it lowered. But a generator can
// write a sum of 60,000 terms, or as many cases in a row: Clang's parser makes
// a loop of these, and its AST is that deep. The plugin must not crash a
// compiler that compiles it. Where a body is deeper than people write, it is
// not lowered, and counted as one without a CFG.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_DEPTH_H
#define PVLINT_EXTRACT_DEPTH_H

#include "clang/AST/Stmt.h"

namespace pvlint::extract {

/// Of statements and expressions in each other. Eight megabytes, what a
/// compiler's stack has, are enough for several times as many.
constexpr unsigned MaxNesting = 4000;

/// Whether \p S is deeper than that. Takes no stack itself.
bool nestsTooDeep(const clang::Stmt *S);

} // namespace pvlint::extract

#endif // PVLINT_EXTRACT_DEPTH_H
