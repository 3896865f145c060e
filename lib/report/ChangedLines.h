//===- ChangedLines.h - the lines that a change touched ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_CHANGEDLINES_H
#define PVLINT_REPORT_CHANGEDLINES_H

#include "report/Result.h"
#include "llvm/Support/Error.h"

namespace pvlint::report {

/// Which lines a unified diff adds, changes or, where it only deletes, leaves
/// next to each other.
class ChangedLines {
public:
  /// \p Diff is of `git diff -U0 --no-prefix`.
  static llvm::Expected<ChangedLines> parse(llvm::StringRef Diff);

  bool contains(const Place &P) const;
  /// Whether the finding or a step of its witness is on such a line.
  bool touches(const Result &R) const;

private:
  using Lines = std::vector<std::pair<uint32_t, uint32_t>>; ///< first, last
  llvm::StringMap<Lines> Files;
};

} // namespace pvlint::report

#endif // PVLINT_REPORT_CHANGEDLINES_H
