//===- Baseline.h - findings that are known already -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_REPORT_BASELINE_H
#define PVLINT_REPORT_BASELINE_H

#include "report/Result.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::report {

/// A list of findings by fingerprint: a text file, one finding a line and
/// sorted, so that a change of it can be read and merged.
class Baseline {
public:
  /// A damaged file is an error.
  static llvm::Expected<Baseline> read(llvm::StringRef File);

  /// A finding that is known for another reason than a file's saying so.
  void add(const Result &R) {
    Known[R.Fingerprint] = {R.At.Path, R.Check, R.Function, R.Message};
  }

  bool has(const Result &R) const { return Known.count(R.Fingerprint); }

  /// Entries that are not among \p Found though they would be seen: those that
  /// \p IsInScope says so of by their file.
  std::vector<std::string>
  missing(const std::vector<Result> &Found,
          llvm::function_ref<bool(llvm::StringRef Path)> IsInScope) const;

  /// \p Found becomes the list, and what is out of scope stays.
  void update(const std::vector<Result> &Found,
              llvm::function_ref<bool(llvm::StringRef Path)> IsInScope);

  void write(llvm::raw_ostream &OS) const;

private:
  struct Entry {
    std::string Path, Check, Function, Message;
  };
  llvm::StringMap<Entry> Known; ///< by fingerprint
};

} // namespace pvlint::report

#endif // PVLINT_REPORT_BASELINE_H
