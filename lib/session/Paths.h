//===- Paths.h - folders and files as the user sees them --------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_PATHS_H
#define PVLINT_SESSION_PATHS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include <string>

namespace pvlint::session {

std::string currentDirectory();

/// \p Path, which starts in \p Directory. Behind a link, what ".." means is for
/// the file system to say.
std::string fullPath(llvm::StringRef Path, llvm::StringRef Directory);

/// The same without dots.
std::string absolute(llvm::StringRef Path, llvm::StringRef Directory);

/// \p Path without links and dots; itself when there is no such file.
std::string realPath(const llvm::Twine &Path);

/// \p Path as seen from the folder \p Root; itself when it is not in there.
std::string relativeTo(llvm::StringRef Root, llvm::StringRef Path);

/// Why a pipe or a device is not read.
inline constexpr llvm::StringLiteral NotRegular =
    "not a regular file (a pipe or a device)";

/// Why \p Path (relative to \p Directory) cannot be read, or "".
std::string unreadable(llvm::StringRef Path, llvm::StringRef Directory);

} // namespace pvlint::session

#endif // PVLINT_SESSION_PATHS_H
