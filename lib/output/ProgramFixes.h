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

#include "checks/Finding.h"
#include "session/UnitReport.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::output {

class ProgramFixes {
public:
  /// \p Files are the names of the program's files; relative ones are under
  /// \p Root. Both stay with the caller.
  ProgramFixes(llvm::StringRef Root, llvm::ArrayRef<std::string> Files)
      : Root(Root), Names(Files) {}

  /// The edits of \p F; none when it has no fix-it, or one that does not fit
  /// the source.
  std::vector<session::FileEdit> of(const checks::Finding &F);

private:
  struct Source {
    std::string Path;                         ///< absolute
    std::unique_ptr<llvm::MemoryBuffer> Text; ///< null: cannot be read
    std::vector<size_t> Lines;                ///< where each begins
    uint64_t Hash = 0;
  };

  llvm::StringRef Root;
  llvm::ArrayRef<std::string> Names;
  llvm::StringMap<Source> Sources;

  const Source *source(uint32_t File);
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_PROGRAMFIXES_H
