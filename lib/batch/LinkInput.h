//===- LinkInput.h - the flow files of one or many folders ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_LINKINPUT_H
#define PVLINT_BATCH_LINKINPUT_H

#include "ir/binary/File.h"
#include "output/Failures.h"
#include "llvm/Support/Error.h"

namespace pvlint::batch {

struct LinkInput {
  struct Unit {
    std::string Name; ///< the source; with a number when it is compiled twice
    std::unique_ptr<flow::FlowFile> File;
  };
  /// In order of name.
  std::vector<Unit> Units;
  /// Files with functions of headers. Together they hold each function that a
  /// unit refers to once or more often, and may hold others.
  std::vector<std::unique_ptr<flow::FlowFile>> Headers;
  /// Units that have no flow, with their first error, in order of name.
  output::UnitFailures Failed;
  /// "shard 2 of 4", when the program is not whole; they are among Failed too.
  std::vector<std::string> MissingShards;
  std::string ContractName;
  uint64_t ContractHash = 0;
};

/// The same for any order of \p Folders. The error says which two units or
/// folders do not belong together, or which object is missing or damaged.
llvm::Expected<LinkInput> openLinkInput(llvm::ArrayRef<std::string> Folders);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_LINKINPUT_H
