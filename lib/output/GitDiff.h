//===- GitDiff.h - what changed since a revision ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_GITDIFF_H
#define PVLINT_OUTPUT_GITDIFF_H

#include "report/ChangedLines.h"

namespace pvlint::output {

/// The lines of the folder \p Root that differ from the revision \p Rev, by
/// git. Paths are relative to \p Root.
llvm::Expected<report::ChangedLines> changedSince(llvm::StringRef Rev,
                                                  llvm::StringRef Root);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_GITDIFF_H
