//===- ChangedLines.h - the lines that a change touched ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_CHANGEDLINES_H
#define PVLINT_REPORT_CHANGEDLINES_H

#include "ir/SourceRoot.h"
#include "report/Result.h"
#include "llvm/Support/Error.h"

namespace pvlint::report {

/// Which lines a unified diff adds, changes or, where it only deletes, leaves
/// next to each other.
class ChangedLines {
public:
  /// With \p HasPrefixes, paths begin with a/ and b/ unless they are as they
  /// are.
  static llvm::Expected<ChangedLines> parse(llvm::StringRef Diff,
                                            bool HasPrefixes = false);

  bool contains(const Place &P) const;
  /// Whether the finding or a step of its witness is on such a line, or one
  /// between two steps in one function. Places are named from \p Root.
  bool touches(const Result &R, const flow::SourceRoot &Root) const;

  /// The files that have such lines, as the diff names them.
  std::vector<std::string> files() const;

  using Lines = std::vector<std::pair<uint32_t, uint32_t>>; ///< first, last

private:
  llvm::StringMap<Lines> Files;

  bool isBetween(const Place &A, const Place &B,
                 const flow::SourceRoot &Root) const;
};

} // namespace pvlint::report

#endif // PVLINT_REPORT_CHANGEDLINES_H
