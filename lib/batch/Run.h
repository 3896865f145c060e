//===- Run.h - extract all units of a database ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The long half of `pvlint run`: what has changed since the last time is
// extracted by worker processes and stored, and what is no more is forgotten.
// It can be left at any time; the next run goes on from what is stored.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_RUN_H
#define PVLINT_BATCH_RUN_H

#include "output/Failures.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace pvlint::batch {

/// The \p Index-th of \p Count parts, from 1.
struct Shard {
  unsigned Index = 1, Count = 1;
};

struct RunOptions {
  std::string BuildPath; ///< -p
  std::string Root;      ///< --root
  std::vector<std::string> ContractFiles;
  std::string Output;         ///< -o: the folder; empty: BUILD/.pvlint
  Shard Part;                 ///< --shard
  unsigned Workers = 0;       ///< 0: one for each core
  unsigned UnitTimeout = 600; ///< seconds
  bool Quiet = false;
};

struct RunResult {
  std::string Folder; ///< of the flow files
  /// Units that failed and why, in order of name.
  output::UnitFailures Failures;
  int StoppedBy = 0; ///< the signal that stopped it
};

/// Does everything but the link, and prints sums. An error is one that stops
/// all.
llvm::Expected<RunResult> extractAll(const RunOptions &O);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_RUN_H
