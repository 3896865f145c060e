//===- SourceFiles.h - the text of a program's files ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_SOURCEFILES_H
#define PVLINT_OUTPUT_SOURCEFILES_H

#include "ir/SourceRoot.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pvlint::output {

/// Reads a program's files when they are asked for, each once.
class SourceFiles {
public:
  struct Source {
    std::string Path;                         ///< absolute
    std::unique_ptr<llvm::MemoryBuffer> Text; ///< null: cannot be read
    std::vector<size_t> Lines;                ///< where each begins
    uint64_t Hash = 0;
  };

  /// Whether a file, by its name, had these contents when it was analysed.
  using WasAnalysed =
      std::function<bool(llvm::StringRef Name, llvm::StringRef Text)>;

  /// \p Names, which stay with the caller, are those of the program's files.
  SourceFiles(flow::SourceRoot Root, llvm::ArrayRef<std::string> Names,
              WasAnalysed Had)
      : Root(std::move(Root)), Names(Names), Had(std::move(Had)) {}

  /// Null if it cannot be read, or is not what was analysed.
  const Source *file(uint32_t Number);
  /// Without its end.
  std::optional<llvm::StringRef> line(uint32_t File, uint32_t Line);

  /// A file that was asked for and cannot be used, and why.
  struct Unread {
    std::string Name, Why;
  };
  llvm::ArrayRef<Unread> unread() const { return Missed; }

private:
  const flow::SourceRoot Root;
  llvm::ArrayRef<std::string> Names;
  WasAnalysed Had;
  llvm::StringMap<Source> Sources;
  std::vector<Unread> Missed;
};

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_SOURCEFILES_H
