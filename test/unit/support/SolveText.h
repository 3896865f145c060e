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

/// Which functions are solved.
enum class Solve {
  WhatMatters, ///< as 'pvlint solve' does
  All,         ///< those too that would be solved only when they are asked for
};

/// Solves \p P by the contract of x86.
Outcome solveProgram(const flow::Program &P, Solve Which = Solve::WhatMatters);

/// The same for \p Text; a failed test when it cannot be read.
Outcome solveText(llvm::StringRef Text, llvm::StringRef Name = "t.flow");

flow::Program parseOrFail(llvm::StringRef Text, llvm::StringRef Name);

} // namespace pvlint::test

#endif // PVLINT_TEST_UNIT_SUPPORT_SOLVETEXT_H
