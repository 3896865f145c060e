//===- FixFiles.h - fix-its applied to files --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_FIXFILES_H
#define PVLINT_OUTPUT_FIXFILES_H

#include "ir/SourceRoot.h"
#include "output/Options.h"
#include "session/UnitReport.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace pvlint::output {

/// Collects the fix-its of all units and applies each once. A fix-it is applied
/// whole or not at all, and a file whose edits overlap is left alone.
class FixFiles {
public:
  void add(std::vector<session::FileEdit> Fix);

  /// Changes the files, or prints what would change to \p OS, where files that
  /// are not below the current folder are named from \p Root. Complaints go to
  /// stderr. False if a file could not be written.
  bool apply(FixMode Mode, bool Quiet, const flow::SourceRoot &Root,
             llvm::raw_ostream &OS);

private:
  std::set<std::vector<session::FileEdit>> Fixes;

  std::set<std::string> overlapping() const;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_FIXFILES_H
