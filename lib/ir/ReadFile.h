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
// Files are read and not mapped: one that somebody shortens meanwhile would
// take the page away that is being looked at. One that is larger than anything
// of its kind is refused, since reading it would take all memory.
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

/// The largest database of a kernel has 200 MB.
constexpr uint64_t MaxFileSize = uint64_t(1) << 30;

/// The contents of \p Path, or why there are none.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef Path, Pipes IfPipe);

/// The contents of \p Path; null when it is not there, or is no regular file.
std::unique_ptr<llvm::MemoryBuffer> readIfThere(llvm::StringRef Path);

} // namespace pvlint::flow

#endif // PVLINT_IR_READFILE_H
