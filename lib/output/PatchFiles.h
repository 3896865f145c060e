//===- PatchFiles.h - fix-its as patches for git am ---*- C++ -*- ---------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One patch for each function that has fix-its, in a folder, named and ordered
// as git format-patch does it: `git am DIR/*.patch` makes a commit of each. The
// report is the commit message. Each patch is one of the text that those before
// it leave.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_PATCHFILES_H
#define PVLINT_OUTPUT_PATCHFILES_H

#include "ir/SourceRoot.h"
#include "report/Result.h"
#include "session/UnitReport.h"
#include "llvm/Support/Error.h"

namespace pvlint::output {

class PatchFiles {
public:
  void add(report::Result R, std::vector<session::FileEdit> Fix);

  /// Writes the patches to \p Folder, where no other patches may be. What they
  /// are, and what is left out of them, is said on stderr.
  llvm::Error write(llvm::StringRef Folder, const report::Results &From,
                    bool Quiet);

private:
  struct Fixed {
    report::Result R;
    std::vector<session::FileEdit> Fix;
  };
  std::vector<Fixed> All;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_PATCHFILES_H
