//===- OtherProgram.h - runs git and the tree's scripts ---------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_OUTPUT_OTHERPROGRAM_H
#define PVLINT_OUTPUT_OTHERPROGRAM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace pvlint::output {

/// What \p Name prints with \p Args, or the first line of its complaint.
llvm::Expected<std::string> runProgram(llvm::StringRef Name,
                                       llvm::ArrayRef<llvm::StringRef> Args);

} // namespace pvlint::output

#endif // PVLINT_OUTPUT_OTHERPROGRAM_H
