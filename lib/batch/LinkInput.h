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
#include "store/Store.h"
#include "llvm/Support/Error.h"

namespace pvlint::batch {

/// What is to be linked, by the names of its objects. None of them was opened
/// yet, and while this lives nobody takes them away.
struct ProgramParts {
  struct Object {
    std::string Name; ///< of a unit: the source, with a number when it is
                      ///< compiled twice
    flow::Digest Contents;
    const store::Store *In;
  };
  /// In order of name.
  std::vector<Object> Units;
  /// With functions of headers; in order of contents.
  std::vector<Object> Headers;
  /// Units that have no flow, with their first error, in order of name.
  output::UnitFailures Failed;
  /// "shard 2 of 4", when the program is not whole; they are among Failed too.
  std::vector<std::string> MissingShards;
  /// One for each folder, in order of path.
  std::vector<std::unique_ptr<store::Store>> Stores;

  /// The same for any order of \p Folders. The error says which two units do
  /// not belong together.
  static llvm::Expected<ProgramParts> list(llvm::ArrayRef<std::string> Folders);

  /// Looks whether all objects are there and what their names say. The error
  /// says which is missing or damaged.
  llvm::Error verify() const;
};

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
  std::string ContractName;
  uint64_t ContractHash = 0;
};

/// The error says which object is missing or damaged, or which two units were
/// not extracted with one contract.
llvm::Expected<LinkInput> openLinkInput(const ProgramParts &Parts);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_LINKINPUT_H
