//===- Checksum.h - whether a file is as it was left ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A disk or a copy that flips a bit in a database changes an answer, and SQLite
// sees only what breaks its own order. So the whole file has a checksum. One
// that is written once carries it as a trailer, which SQLite does not look at:
// its header says how many pages are the database. One that is written many
// times has it in a file beside it, together with SQLite's count of changes:
// a checksum of an older state says nothing.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_STORE_CHECKSUM_H
#define PVLINT_STORE_CHECKSUM_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace pvlint::store {

/// Appends the checksum of the file at \p Path.
llvm::Error seal(llvm::StringRef Path);

enum class Seal : uint8_t { Right, Wrong, Missing };

/// How the file at \p Path compares with its trailer.
Seal checkSeal(llvm::StringRef Path);

/// Writes the checksum of the database at \p Path to \p Beside, unless it is
/// there. Where that cannot be written it is missing.
void noteChecksum(llvm::StringRef Path, llvm::StringRef Beside);

/// How the database at \p Path compares with what noteChecksum() wrote.
Seal checkNoted(llvm::StringRef Path, llvm::StringRef Beside);

} // namespace pvlint::store

#endif // PVLINT_STORE_CHECKSUM_H
