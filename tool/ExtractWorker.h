//===- ExtractWorker.h - units extracted in another process -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_EXTRACTWORKER_H
#define PVLINT_TOOL_EXTRACTWORKER_H

#include "ExtractUnit.h"
#include "WorkerPool.h"

namespace pvlint::tool {

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
  /// Files that this worker names for the first time; they have the indices
  /// after those it named before.
  std::vector<std::string> NewFiles;
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
  ExtractWorker(llvm::ArrayRef<Job> Jobs, std::string Root, const Options &O,
                frontend::HeaderTable &Headers)
      : Jobs(Jobs), Root(std::move(Root)), O(O), Headers(Headers) {}

  std::string work(uint32_t Task) override;

private:
  /// Units between two tables: what is lost when a run is killed.
  static constexpr unsigned TableEvery = 256;

  llvm::ArrayRef<Job> Jobs;
  std::string Root;
  const Options &O;
  frontend::HeaderTable &Headers;
  llvm::StringMap<uint32_t> Named;
  unsigned SinceTable = 0;
};

} // namespace pvlint::tool

#endif // PVLINT_TOOL_EXTRACTWORKER_H
