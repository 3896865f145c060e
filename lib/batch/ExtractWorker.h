//===- ExtractWorker.h - units extracted in another process -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_EXTRACTWORKER_H
#define PVLINT_BATCH_EXTRACTWORKER_H

#include "batch/ExtractUnit.h"
#include "batch/WorkerPool.h"
#include "ir/SourceRoot.h"

namespace pvlint::batch {

/// What a worker says of a unit.
struct ExtractAnswer {
  bool Failed = false;
  std::string Error;
  double Seconds = 0;
  unsigned Functions = 0;
  std::string Unit;         ///< bytes of its flow file
  std::string Pack;         ///< bytes of one with the functions below
  std::string ContractName; ///< of Pack
  /// New functions of headers, in the order of Pack.
  std::vector<flow::Digest> Headers;
  /// Files, as it read them, that this worker names for the first time; they
  /// have the indices after those it named before.
  std::vector<frontend::Extraction::Dependency> NewFiles;
  std::vector<uint32_t> Files;
  /// The worker's header table: when it was asked for, and now and then.
  std::string Table;

  std::string encode() const;
  static ExtractAnswer decode(llvm::StringRef Bytes);
};

class ExtractWorker : public Worker {
public:
  /// The task that asks for the header table.
  static constexpr uint32_t SendTable = ~0u;

  /// \p Headers is a copy of its maker's, as the process is.
  ExtractWorker(llvm::ArrayRef<session::Job> Jobs, flow::SourceRoot Root,
                llvm::ArrayRef<std::string> ContractFiles,
                frontend::HeaderTable &Headers)
      : Jobs(Jobs), Root(std::move(Root)), ContractFiles(ContractFiles),
        Headers(Headers) {}

  std::string work(uint32_t Task) override;

private:
  /// Units between two tables: what is lost when a run is killed.
  static constexpr unsigned TableEvery = 256;

  llvm::ArrayRef<session::Job> Jobs;
  flow::SourceRoot Root;
  llvm::ArrayRef<std::string> ContractFiles;
  frontend::HeaderTable &Headers;
  llvm::StringMap<uint32_t> Named;
  unsigned SinceTable = 0;
};

} // namespace pvlint::batch

#endif // PVLINT_BATCH_EXTRACTWORKER_H
