//===- Counting.h - loops that count in steps of one ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A few tries, and then a question whether one of them did it:
//
//   for (try = 0; try < 3; try++) { lock; if (…) break; unlock; }
//   if (try == 3) return;
//
// States of different rounds are one, so the count is not known there. But what
// starts below its bound and is only ever incremented by one, is the bound when
// the loop ends because it is not below.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_COUNTING_H
#define PVLINT_ENGINE_COUNTING_H

#include "ir/Program.h"
#include <optional>

namespace pvlint::solve {

/// The bound N of the test `i < N` that ends the block \p B of \p F, where i is
/// such a count.
std::optional<int64_t> countsTo(const flow::Function &F, const flow::Block &B);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_COUNTING_H
