//===- Index.h - a linked program as a database -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a link found out, for questions that come later: who calls whom in which
// state, what turns interrupts on and where, what each restore is. One SQLite
// file, made anew by every link; the same program gives the same bytes.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_INDEX_INDEX_H
#define PVLINT_INDEX_INDEX_H

#include "checks/Finding.h"
#include "program/Link.h"

namespace pvlint::index {

/// What an index is made of. It all must have been solved.
struct Source {
  const solve::Link &Program;
  const flow::Contract &Contract;
  llvm::ArrayRef<checks::Finding> Findings;
  /// Names what was linked, to see later whether the index is of the same.
  std::string InputDigest;
  /// Names the link: also by what, and under which contract.
  std::string LinkDigest = {};
};

/// Writes the index at \p Path, which another process may be reading: it goes
/// to a file beside it first, which then takes its place. The error names the
/// file and the cause.
llvm::Error write(const Source &S, llvm::StringRef Path);

/// Words of the columns `verdict` and `reason`; reason() is "" for None.
llvm::StringRef word(solve::SiteObservation::Verdict V);
llvm::StringRef word(solve::SiteObservation::Why W);

} // namespace pvlint::index

#endif // PVLINT_INDEX_INDEX_H
