//===- EmptyObject.h - an object without contents ---------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The object that the real compiler makes of an empty file: ar, ld -r and
// objtool accept it. It only depends on the target, so the compiler runs once
// for each target and thousands of units get copies, from the user's cache.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_TOOL_EMPTYOBJECT_H
#define PVLINT_TOOL_EMPTYOBJECT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::tool {

/// Writes \p Object. \p Compiler are the words of its name ("ccache gcc"), \p
/// Args the flags of the unit. False when the compiler could not.
bool writeEmptyObject(llvm::ArrayRef<std::string> Compiler,
                      llvm::ArrayRef<std::string> Args, llvm::StringRef Object);

} // namespace pvlint::tool

#endif // PVLINT_TOOL_EMPTYOBJECT_H
