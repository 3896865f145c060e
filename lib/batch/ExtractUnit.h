//===- ExtractUnit.h - a compile command to a flow file ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_BATCH_EXTRACTUNIT_H
#define PVLINT_BATCH_EXTRACTUNIT_H

#include "frontend/Extraction.h"
#include "ir/SourceRoot.h"
#include "session/Jobs.h"

namespace pvlint::batch {

struct ExtractedUnit {
  bool Failed = false;
  std::string Error; ///< one line
  std::string Bytes; ///< of the flow file
  unsigned Functions = 0;
  double Seconds = 0;       ///< of CPU
  frontend::Extraction All; ///< Unit is empty when it failed
};

/// Parses and extracts. Files are named from \p Root. A crash
/// inside is a crash.
ExtractedUnit extractUnit(const session::Job &J, const flow::SourceRoot &Root,
                          llvm::ArrayRef<std::string> ContractFiles,
                          frontend::HeaderTable &Headers);

/// The bytes of a flow file with those of \p Functions that \p Which names.
std::string packHeaders(llvm::ArrayRef<flow::HeaderFunction> Functions,
                        llvm::ArrayRef<unsigned> Which, const flow::Contract &C,
                        llvm::StringRef ContractName, uint64_t ContractHash);

/// The same from the bytes of such a file. \p ContractName is as in Unit.
llvm::Expected<std::string>
repackHeaders(llvm::StringRef Pack, llvm::ArrayRef<unsigned> Which,
              llvm::StringRef ContractName,
              llvm::ArrayRef<std::string> ContractFiles);

/// Distinguishes what this program makes of a unit from what another version,
/// or one with other contracts, does.
flow::Digest extractionKey(llvm::ArrayRef<std::string> ContractFiles);

/// Of this program and what \p ContractFiles say, or nothing when that cannot
/// be told: what is equal in it makes the same of the same flow files.
std::optional<flow::Digest>
analysisKey(llvm::ArrayRef<std::string> ContractFiles);

/// Of a compile command: two of equal keys give the same flow file as long as
/// no file changes. Where the folders of \p Root lie does not
/// matter.
flow::Digest unitKey(const session::Job &J, const flow::SourceRoot &Root,
                     flow::Digest Extraction);

/// Call once, in a process that may crash.
void initializeExtraction();

} // namespace pvlint::batch

#endif // PVLINT_BATCH_EXTRACTUNIT_H
