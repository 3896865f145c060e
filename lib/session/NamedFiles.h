//===- NamedFiles.h - what the words of a command line name -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A word names a file, all sources in a folder, or those that a pattern
// matches, from the current folder; what is not there, from the root of the
// sources, as reports and the census do. Files that are no C may be among them,
// as in what git says has changed: they are left out, which is said.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_NAMEDFILES_H
#define PVLINT_SESSION_NAMEDFILES_H

#include "session/Jobs.h"

namespace pvlint::session {

/// The word for what stands on stdin.
inline constexpr llvm::StringLiteral Stdin = "-";

/// Takes files that are no C, assembly or object, by their names, out of
/// \p In, and returns them.
std::vector<std::string> takeOthers(Inputs &In);

/// \p Word, or where it is in the folder \p Root if it names nothing here.
std::string fromHereOr(llvm::StringRef Root, llvm::StringRef Word);

/// The files that \p Words name, from here or from \p Root. Those of folders
/// and patterns, which are left out if they were named before, are C files out
/// of \p Known, which are absolute; if it is null, out of what is there.
llvm::Expected<std::vector<std::string>>
namedFiles(llvm::ArrayRef<std::string> Words, llvm::StringRef Root,
           const std::vector<std::string> *Known);

} // namespace pvlint::session

#endif // PVLINT_SESSION_NAMEDFILES_H
