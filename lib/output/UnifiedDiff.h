//===- UnifiedDiff.h - the difference of two texts --------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_UNIFIEDDIFF_H
#define PVLINT_OUTPUT_UNIFIEDDIFF_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace pvlint::output {

/// A replacement in a text. A list of them is sorted and does not overlap.
struct TextEdit {
  size_t Offset = 0, Length = 0;
  llvm::StringRef Text;
};

std::string applyEdits(llvm::StringRef Old, llvm::ArrayRef<TextEdit> Edits);

/// Prints the hunks of a unified diff, with three lines of context. The edits
/// are known, so nothing has to be searched for.
void printUnifiedDiff(llvm::StringRef Old, llvm::ArrayRef<TextEdit> Edits,
                      llvm::raw_ostream &OS);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_UNIFIEDDIFF_H
