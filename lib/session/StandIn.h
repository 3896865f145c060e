//===- StandIn.h - pvlint in the place of a compiler ------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Commands of a build with CC="pvlint cc [OPTION…] [COMPILER]" begin with that.
// Who reads them wants the compiler: its name may tell the target.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_STANDIN_H
#define PVLINT_SESSION_STANDIN_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace pvlint::session {

/// The compiler of "pvlint cc" when none is named: $PVLINT_CLANG, $PVLINT_CC,
/// or the Clang that this is built with.
std::string defaultCompiler();

/// Puts the real compiler to the front of \p Command.
void replaceStandIn(std::vector<std::string> &Command);

/// The same for a command as a shell reads it, which is otherwise left as it
/// is.
std::string withoutStandIn(llvm::StringRef Command);

} // namespace pvlint::session

#endif // PVLINT_SESSION_STANDIN_H
