//===- Say.h - sentences of checks ------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sentences of a check stand at the top of its file, in a namespace `text`,
// each whole and with numbered gaps, so that they can be read, compared and
// translated without running anything. House style: what is wrong and what
// happens at run time, a semicolon, what to write instead; kernel terms;
// functions carry (); about 160 characters.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CHECKS_SAY_H
#define PVLINT_CHECKS_SAY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace pvlint::checks {

/// \p Template with {0}, {1}, … replaced by \p Parts. A template need not have
/// all of them.
std::string say(llvm::StringRef Template, llvm::ArrayRef<std::string> Parts);

} // namespace pvlint::checks

#endif // PVLINT_CHECKS_SAY_H
