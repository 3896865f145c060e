//===- ReadFile.h - files that may be anything ------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What pvlint finds in a tree, or is told to read, may be a device that has no
// end, or a pipe that nobody writes into. Such a file is refused before it is
// opened. A pipe that the user has named is read, as of `--baseline <(…)`.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_READFILE_H
#define PVLINT_IR_READFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace pvlint::flow {

enum class Pipes : uint8_t { Refused, Read };

/// The contents of \p Path, or why there are none.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef Path, Pipes IfPipe);

} // namespace pvlint::flow

#endif // PVLINT_IR_READFILE_H
