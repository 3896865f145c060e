//===- CompileCommands.h - how a document is compiled -----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_COMPILECOMMANDS_H
#define PVLINT_LSP_COMPILECOMMANDS_H

#include "session/Jobs.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Chrono.h"
#include <mutex>

namespace pvlint::lsp {

/// The compile databases of a session: read when first asked for, and again
/// when the file has changed. While one is made again it is not there, or only
/// half of it: what it was holds until then. Used by several threads.
class CompileCommands {
public:
  struct Answer {
    std::optional<session::Job> How;
    /// For a header that does not compile alone: a unit that includes it.
    std::optional<session::Job> InUnit;
    std::string Database; ///< its path; empty when there is none
    std::string Problem;  ///< when there is no Job: one line that helps
  };

  /// \p BuildPath as -p has it: where the database is, whatever the file.
  explicit CompileCommands(std::string BuildPath)
      : BuildPath(std::move(BuildPath)) {}

  Answer find(llvm::StringRef File);

private:
  struct Loaded;
  Loaded &load(llvm::StringRef Path, const llvm::sys::fs::file_status &Status);
  Answer answer(Loaded &L, llvm::StringRef File, llvm::StringRef Database);
  std::optional<session::Job> includerOf(Loaded &L, llvm::StringRef Header,
                                         llvm::StringRef Database);
  struct Loaded {
    llvm::sys::TimePoint<> Changed;
    uint64_t Size = 0;
    std::unique_ptr<clang::tooling::CompilationDatabase> Database;
    std::string Problem;
    /// Headers without an entry, and the units whose flags they have; "" when
    /// none includes it.
    llvm::StringMap<std::string> Includers;
  };

  const std::string BuildPath;
  std::mutex Lock;
  llvm::StringMap<Loaded> Known;
  llvm::StringMap<std::string> LastOf; ///< the last database of a file
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_COMPILECOMMANDS_H
