//===- Program.h - what other files do --------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The index of `pvlint run`, when there is one beside the compile database. It
// is of the files as they were then. A finding of the whole program is shown if
// the text of this file that it speaks of, from its first step to its last, has
// not changed since, at the lines where that text is now; the next run says
// what became of the others. What this file alone gives away is found in the
// text as it is.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_PROGRAM_H
#define PVLINT_LSP_PROGRAM_H

#include "index/Reader.h"
#include "ir/SourceRoot.h"
#include "lsp/Text.h"
#include "report/Result.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Chrono.h"
#include <functional>
#include <memory>
#include <mutex>

namespace pvlint::lsp {

/// Who enters a function with interrupts off.
struct OffCallers {
  uint64_t Total = 0;
  std::vector<std::string> Chains; ///< a few of them, in words
};

class Program {
public:
  /// The indices of a session, by compile database. Used by several threads.
  /// \p Complain hears why one cannot be used.
  explicit Program(std::function<void(llvm::StringRef)> Complain)
      : Complain(std::move(Complain)) {}

  /// Findings of the index beside \p Database for the file at \p Path, as far
  /// as they hold for \p Now.
  std::vector<report::Result> findings(llvm::StringRef Database,
                                       llvm::StringRef Path, const Text &Now);

  /// For the function \p Name of the file at \p Path.
  OffCallers callersOff(llvm::StringRef Database, llvm::StringRef Path,
                        llvm::StringRef Name);

private:
  struct Opened {
    llvm::sys::TimePoint<> Changed;
    flow::SourceRoot Root;
    std::unique_ptr<index::Reader> Index;
    /// What this program's files were when they were analysed, by path.
    llvm::StringMap<std::string> Digests;
    llvm::StringMap<std::string> Texts; ///< as far as they were seen
    llvm::StringMap<OffCallers> Callers;
  };

  const std::function<void(llvm::StringRef)> Complain;
  std::mutex Lock;
  llvm::StringMap<Opened> Known;

  Opened *open(llvm::StringRef Database);
  std::optional<std::string> analysedText(Opened &O, llvm::StringRef Relative,
                                          llvm::StringRef Path,
                                          const Text &Now);
};

/// Where lines of an older text are in a newer one. Lines that both texts have
/// exactly once tell what belongs together, and equal lines around them.
class LineShift {
public:
  LineShift(llvm::StringRef Old, llvm::StringRef New);
  /// By how many lines all from \p First to \p Last, which count from 1, have
  /// moved; none if they are not all there, or not together.
  std::optional<int> shift(unsigned First, unsigned Last) const;

private:
  std::vector<unsigned> Now; ///< by old line from 0: the new one, or ~0u
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_PROGRAM_H
