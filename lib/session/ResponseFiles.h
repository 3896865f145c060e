//===- ResponseFiles.h - words of a command from files ----------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_RESPONSEFILES_H
#define PVLINT_SESSION_RESPONSEFILES_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace pvlint::session {

/// Puts what is in response files ("@FILE", from \p Directory) in their place.
/// Returns why that cannot be done, or "".
std::string expandResponseFiles(std::vector<std::string> &Words,
                                llvm::StringRef Directory);

} // namespace pvlint::session

#endif // PVLINT_SESSION_RESPONSEFILES_H
