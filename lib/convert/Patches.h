//===- Patches.h - patches with commit messages -----------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_PATCHES_H
#define PVLINT_CONVERT_PATCHES_H

#include "convert/Conversion.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::convert {

enum class Split : uint8_t { File, Subsystem };

/// One diff of everything. Files below the current folder are named as they
/// would be typed there, others from the root.
void printDiff(const Conversion &C, llvm::raw_ostream &OS);

/// Changes the files. False if one could not be written; stderr says why.
bool changeFiles(const Conversion &C, bool Quiet);

/// Writes a patch that `git am` takes for each file, or subsystem, to
/// \p Folder, and tells how many.
llvm::Expected<unsigned> writePatches(const Conversion &C, Split By,
                                      unsigned Depth, llvm::StringRef Folder);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_PATCHES_H
