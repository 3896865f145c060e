//===- AnalysedFiles.h - what files contained when analysed -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A run takes minutes, and people go on editing. A report quotes lines, and a
// fix-it changes them, at places of the file that was analysed: nothing of that
// holds for one that was saved meanwhile.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_ANALYSEDFILES_H
#define PVLINT_BATCH_ANALYSEDFILES_H

#include "store/Files.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace pvlint::batch {

class AnalysedFiles {
public:
  /// \p Folders are those of the program's stores.
  AnalysedFiles(llvm::ArrayRef<std::string> Folders, flow::SourceRoot Root)
      : Folders(Folders), Root(std::move(Root)) {}

  /// Whether \p Contents is what was analysed of the file that the program
  /// calls \p Name.
  bool had(llvm::StringRef Name, llvm::StringRef Contents);
  /// Whether a unit has read that file, or it cannot be told.
  bool mayKnow(llvm::StringRef Name);

private:
  const std::vector<std::string> Folders;
  const flow::SourceRoot Root;
  /// One for each folder; read when first asked for.
  std::vector<store::FileTable> Tables;
  bool IsComplete = true; ///< all of them could be read

  void load();
};

} // namespace pvlint::batch

#endif // PVLINT_BATCH_ANALYSEDFILES_H
