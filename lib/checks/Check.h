//===- Check.h - a check and the registry of all ----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_CHECK_H
#define PVLINT_CHECKS_CHECK_H

#include "checks/Finding.h"
#include "judge/Observation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace pvlint::checks {

/// One clause of the contract: turns what the solver saw into findings.
struct Check {
  llvm::StringLiteral Name;
  llvm::StringLiteral Clause;  ///< "C5", of docs/contract.md
  llvm::StringLiteral Summary; ///< one line for lists and reports
  llvm::StringRef Page;        ///< docs/checks/NAME.md as it is
  void (*Run)(const solve::Observations &Seen, const flow::Contract &C,
              std::vector<Finding> &Out);
};

/// All checks, by name.
llvm::ArrayRef<Check> registry();

/// Runs all checks. Findings come sorted, each place once per check.
std::vector<Finding> runChecks(const solve::Observations &Seen,
                               const flow::Contract &C);

/// Sorts by place, check, level and message.
void sortFindings(std::vector<Finding> &Findings);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_CHECK_H
