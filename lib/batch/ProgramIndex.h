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
#include "contract/Contract.h"
#include "index/Reader.h"

namespace pvlint::batch {

/// The contract that the units of \p Input were extracted with. An error when
/// that depends on other files than \p ContractFiles.
llvm::Expected<flow::Contract>
linkContract(llvm::ArrayRef<std::string> ContractFiles, const LinkInput &Input);

/// Every flow file of \p Input.
std::vector<const flow::FlowFile *> linkFiles(const LinkInput &Input);

/// The file that the index of \p Folder is, or would be.
std::string indexOf(llvm::StringRef Folder);

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
