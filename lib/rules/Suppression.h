//===- Suppression.h - findings that somebody has looked at ----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_RULES_SUPPRESSION_H
#define PVLINT_RULES_SUPPRESSION_H

#include "checks/Finding.h"
#include "ir/Mark.h"
#include "rules/Scope.h"
#include "llvm/ADT/ArrayRef.h"

namespace pvlint::rules {

/// What is wrong with suppressions themselves.
constexpr llvm::StringLiteral SuppressionCheck = "pvlint-suppression";
/// Finds nothing in one unit, only in a program.
constexpr llvm::StringLiteral CheckOfPrograms = "pvops-unconditional-enable";

/// Marks the findings that one of \p Comments, `pvlint: ok(CHECK) REASON`, is
/// about, and adds one for each comment that is about none.
void suppress(llvm::ArrayRef<flow::Mark> Comments, Scope Analysed,
              std::vector<checks::Finding> &Findings);

/// Whether such a comment can be about \p Check: about all but comments.
bool canSuppress(llvm::StringRef Check);

} // namespace pvlint::rules

#endif // PVLINT_RULES_SUPPRESSION_H
