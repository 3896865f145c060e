//===- SolveText.h - from flow text to findings -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TEST_UNIT_SUPPORT_SOLVETEXT_H
#define PVLINT_TEST_UNIT_SUPPORT_SOLVETEXT_H

#include "checks/Finding.h"
#include "engine/Solver.h"
#include <vector>

namespace pvlint::test {

struct Outcome {
  std::vector<checks::Finding> Findings;
  std::string Text; ///< all findings and notes, audit level included
  solve::Tally Count;

  unsigned count(llvm::StringRef Check, checks::Level Show) const;
};

/// Solves \p P by the contract of x86, callees before callers. Components that
/// do not depend on each other are solved in the order of the functions.
Outcome solveProgram(flow::Program P);

/// The same for \p Text; a failed test when it cannot be read.
Outcome solveText(llvm::StringRef Text, llvm::StringRef Name = "t.flow");

flow::Program parseOrFail(llvm::StringRef Text, llvm::StringRef Name);

} // namespace pvlint::test

#endif // PVLINT_TEST_UNIT_SUPPORT_SOLVETEXT_H
