//===- ProgramIndex.h - the index of a folder of flow files -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// DIR/index.db is written by every link of one folder. Who wants to ask it and
// finds none, or finds it out of date, can have it made.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_PROGRAMINDEX_H
#define PVLINT_BATCH_PROGRAMINDEX_H

#include "batch/LinkInput.h"
#include "checks/Finding.h"
#include "index/Reader.h"
#include "program/Link.h"

namespace pvlint::batch {

/// The contract that the units of \p Input were extracted with. An error when
/// that hangs on other files than \p ContractFiles.
llvm::Expected<flow::Contract>
linkContract(llvm::ArrayRef<std::string> ContractFiles, const LinkInput &Input);

/// Every flow file of \p Input.
std::vector<const flow::FlowFile *> linkFiles(const LinkInput &Input);

/// Writes DIR/index.db for \p Folder, from which \p Program was linked and
/// solved.
llvm::Error writeIndex(llvm::StringRef Folder, const solve::Link &Program,
                       const flow::Contract &C,
                       llvm::ArrayRef<checks::Finding> Findings);

/// The folder of flow files that \p Build (-p), or the first of \p Names when
/// it is such a folder, or the current folder means. Removes what it used from
/// \p Names.
llvm::Expected<std::string> programFolder(std::string Build,
                                          std::vector<std::string> &Names);

enum class Stale : uint8_t { Use, Renew };

/// The index of \p Folder, which is made when there is none. One that is older
/// than the flow files is used, and stderr says so, or made anew.
llvm::Expected<std::unique_ptr<index::Reader>>
openIndex(llvm::StringRef Folder, llvm::ArrayRef<std::string> ContractFiles,
          Stale WhenStale, bool Quiet);

} // namespace pvlint::batch

#endif // PVLINT_BATCH_PROGRAMINDEX_H
