//===- ProgramFixes.h - fix-its of a linked program -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A linked program has no source text: its fix-its are matched with the files
// that were parsed.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_PROGRAMFIXES_H
#define PVLINT_OUTPUT_PROGRAMFIXES_H

#include "SourceFiles.h"
#include "checks/Finding.h"
#include "session/UnitReport.h"

namespace pvlint::output {

class ProgramFixes {
public:
  explicit ProgramFixes(SourceFiles &Sources) : Sources(Sources) {}

  /// The edits of \p F; none when it has no fix-it, or one that does not fit
  /// the source.
  std::vector<session::FileEdit> of(const checks::Finding &F);

private:
  SourceFiles &Sources;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_PROGRAMFIXES_H
