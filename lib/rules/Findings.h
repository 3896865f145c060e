//===- Findings.h - what the checks say, but for what is known --*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_RULES_FINDINGS_H
#define PVLINT_RULES_FINDINGS_H

#include "checks/Finding.h"
#include "ir/Mark.h"
#include "judge/Observation.h"
#include "rules/Scope.h"
#include "llvm/ADT/ArrayRef.h"

namespace pvlint::rules {

/// Runs all checks and holds their findings against \p Comments, those that
/// speak to pvlint: checks::runChecks() for code that has such comments.
/// Findings come in the same order, those about comments among them.
std::vector<checks::Finding> findingsOf(const solve::Observations &Seen,
                                        const flow::Contract &C,
                                        llvm::ArrayRef<flow::Mark> Comments,
                                        Scope Analysed);

} // namespace pvlint::rules

#endif // PVLINT_RULES_FINDINGS_H
