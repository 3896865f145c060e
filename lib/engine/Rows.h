//===- Rows.h - the ways a function returns, compared -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two ways to return are one row unless a caller has to tell them apart: by the
// interrupt state, by words, or by a result that says which it was. Fewer rows
// are fewer states at every call; a row too few is a correlation lost.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_ENGINE_ROWS_H
#define PVLINT_ENGINE_ROWS_H

#include "engine/Summary.h"

namespace pvlint::solve {

/// Whether a caller need not tell \p A from \p B. \p SplitResults: it wants to
/// know which result is which.
bool sameEffect(ExprPool &Pool, const Row &A, const Row &B, bool SplitResults);

/// The number that is in \p C where \p When holds, if it is one.
std::optional<int64_t> numberAt(const Facts &When, const Cell *C);

/// Results that differ only in value meet; the caller loses nothing but which
/// of them it was.
void joinRow(ExprPool &Pool, Row &Into, const Row &R);

/// Whether a caller can tell that it was \p A and not \p B: by the result, or
/// by what it passed; with \p ByMemory also by what is in memory.
bool tellsApart(ExprPool &Pool, const Row &A, const Row &B, bool ByMemory);

/// Whether \p A and \p B can certainly have the same result: not merely that
/// nothing is known of one of them.
bool sameResult(const Row &A, const Row &B);

} // namespace pvlint::solve

#endif // PVLINT_ENGINE_ROWS_H
