//===- SourceText.h - the text at the place of a result ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Places are a line and a byte in it. Some report formats need the end of the
// word, too, and count in other units: for them the files are read again.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_SOURCETEXT_H
#define PVLINT_REPORT_SOURCETEXT_H

#include "report/Result.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <vector>

namespace pvlint::report {

class SourceText {
public:
  explicit SourceText(const Results &All) : All(All) {}

  /// From a column to the one behind, in units of UTF-16, from 1.
  struct Columns {
    uint32_t Begin, End;
  };
  /// The word, or the sign, that begins at \p P; none where the file is gone,
  /// has changed, or ends before.
  std::optional<Columns> wordAt(const Place &P);
  /// The column of \p P alone, behind the end of the line too; that in bytes
  /// where the file is gone or has changed.
  uint32_t columnAt(const Place &P);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Text; ///< null: cannot be read
    std::vector<llvm::StringRef> Lines;
  };

  const Results &All;
  llvm::StringMap<File> Files;

  const File &file(llvm::StringRef Path);
};

} // namespace pvlint::report

#endif // PVLINT_REPORT_SOURCETEXT_H
